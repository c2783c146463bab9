package io.lockstep.conformance.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Checks models in parallel, each by one TLC worker in a process of its own, so that counts are exact. */
public final class Checker {
    /*
     * The longest models start first, so that no core idles at the end. A small model that is expected to
     * succeed runs with probes for vacuity; any other runs as it is.
     *
     * A module's properties are analysed once for all its models, on first need.
     */

    private final Tlc tlc;
    private final Path work;
    private final int jobs;
    private final Duration limit;
    private final Map<Path, Optional<List<Fact>>> analysed = new ConcurrentHashMap<>();

    /**
     * A checker.
     *
     * @param tlc   the model checker
     * @param work  a folder for what runs leave behind
     * @param jobs  how many models to check at a time
     * @param limit how long one model may take
     */
    public Checker(Tlc tlc, Path work, int jobs, Duration limit) {
        this.tlc = tlc;
        this.work = work;
        this.jobs = jobs;
        this.limit = limit;
    }

    /**
     * Checks models.
     *
     * @param models   the models
     * @param progress is told each verdict as it comes in, one at a time
     * @return the verdicts in the order of the models
     */
    public List<Verdict> check(List<Model> models, Consumer<Verdict> progress) {
        tlc.warmUp();
        ExecutorService pool = Executors.newFixedThreadPool(jobs);
        try {
            Map<Model, Future<Verdict>> verdicts = new ConcurrentHashMap<>();
            models.stream().sorted(Comparator.comparingLong(Checker::size).reversed()).forEach(model ->
                    verdicts.put(model, pool.submit(() -> {
                        Verdict verdict = check(model, models);
                        synchronized (progress) {
                            progress.accept(verdict);
                        }
                        return verdict;
                    })));
            List<Verdict> all = new ArrayList<>();
            for (Model model : models) all.add(verdicts.get(model).get());
            return all;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking models", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("could not check a model", e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    /** Models of unknown size count as large ones. */
    private static long size(Model model) {
        Long total = model.counts().total();
        return total == null || total == 0 ? Long.MAX_VALUE : total;
    }

    private Verdict check(Model model, List<Model> all) {
        long start = System.nanoTime();
        Config config = config(model);
        boolean probed = model.expected() == Result.SUCCESS && !model.large();
        Optional<List<Fact>> facts = probed || config.properties().size() > 1 ? facts(model, all) : Optional.empty();
        Path folder = folder(model, model.name());
        Map<Integer, Fact> numbers = Map.of();
        Path module = model.module();
        Path cfg = model.cfg();
        if (probed && facts.isPresent()) {
            List<Fact> antecedents = watched(config, facts.get());
            if (!antecedents.isEmpty()) {
                Probes probes = Probes.write(model, config, antecedents, folder(model, model.name() + "-probed"));
                module = probes.module();
                cfg = probes.cfg();
                numbers = probes.number();
            }
        }
        TlcReport report = tlc.check(module, cfg, model.library(), folder, probed, size(model), limit);
        String violated = violated(report, config, facts);
        List<String> problems = new ArrayList<>(report.complaint());
        if (problems.isEmpty() && !(report.result() == model.expected() && Objects.equals(violated, model.violates()))) {
            problems.add("expected " + model.expectation() + ", got " + Model.describe(report.result(), violated));
        }
        if (problems.isEmpty()) {
            problems.addAll(model.counts().differences(report.counts()));
            if (probed) {
                if (facts.isPresent()) problems.addAll(Vacuity.problems(model, config, facts.get(), numbers, report));
                else problems.add("cannot tell whether a property is vacuous: " + model.module() + " could not be analysed");
            }
        }
        return new Verdict(model, report.result(), violated, report.counts(), report.counterexample(), problems,
                (System.nanoTime() - start) / 1e9);
    }

    private Path folder(Model model, String name) {
        return work.resolve(model.section()).resolve(model.room()).resolve(name);
    }

    /** The antecedents of the properties of one model that can be watched. */
    private static List<Fact> watched(Config config, List<Fact> facts) {
        Set<String> names = names(config);
        return facts.stream().filter(f -> names.contains(f.property()))
                .filter(f -> f.kind() == Fact.Kind.STATE || f.kind() == Fact.Kind.STEP).toList();
    }

    /** What a module's properties look like; all that any of its models uses. */
    private Optional<List<Fact>> facts(Model model, List<Model> all) {
        return analysed.computeIfAbsent(model.module(), module -> {
            Set<String> names = new LinkedHashSet<>();
            all.stream().filter(m -> m.module().equals(module)).forEach(m -> names.addAll(names(config(m))));
            return tlc.facts(module, List.copyOf(names), model.library(), folder(model, model.moduleName() + "-analysis"));
        });
    }

    private static Set<String> names(Config config) {
        Set<String> names = new LinkedHashSet<>();
        Stream.concat(config.invariants().stream(), config.properties().stream()).map(config::resolve).forEach(names::add);
        return names;
    }

    /** The name of what is violated. TLC gives a location for a part of a property, and no name for a temporal one. */
    private static String violated(TlcReport report, Config config, Optional<List<Fact>> facts) {
        String said = report.violated();
        if (said == null || report.result() == Result.ASSUMPTION || names(config).contains(said)) {
            return report.result() == Result.ASSUMPTION ? null : said;
        }
        if (config.properties().size() == 1) return config.properties().getFirst();
        List<String> candidates = facts.orElse(List.of()).stream()
                .filter(f -> said.isEmpty() ? f.kind() == Fact.Kind.TEMPORAL : f.isAt(said)).map(Fact::property)
                .filter(config.properties()::contains).distinct().toList();
        if (!candidates.isEmpty()) return String.join(" or ", candidates);
        return said.isEmpty() ? "a temporal property" : said;
    }

    private static Config config(Model model) {
        try {
            return Config.parse(Files.readString(model.cfg()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
