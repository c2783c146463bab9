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

/** Checks models in parallel, each by one TLC worker in a process of its own, so that counts are exact. */
public final class Checker {
    /*
     * The longest models start first, so that no core idles at the end. A small model that is expected to
     * succeed runs with probes for vacuity (see Probes); any other runs as it is.
     *
     * A module's properties are analysed once for all its models, on first need.
     */

    /** The warm-up takes as long as it saves on about this many models. */
    private static final int WORTH_A_WARM_UP = 6;

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
        if (models.size() >= WORTH_A_WARM_UP) tlc.warmUp();
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
        List<Fact> watched = probed ? watched(config, facts) : List.of();

        TlcReport report;
        if (watched.stream().anyMatch(f -> f.kind() != Fact.Kind.BEHAVIOUR)) {
            Probes watching = Probes.watching(model, config, watched, folder(model, model.name() + "-watched"));
            report = run(model, watching.module(), watching.cfg(), model.name(), true);
        } else {
            report = run(model, model.module(), model.cfg(), model.name(), probed);
        }

        String violated = Violated.name(report, config, facts.orElse(List.of()));
        List<String> problems = new ArrayList<>(report.complaint());
        if (problems.isEmpty() && !(report.result() == model.expected() && Objects.equals(violated, model.violates()))) {
            problems.add("expected " + model.expectation() + ", got " + Model.describe(report.result(), violated));
        }
        if (problems.isEmpty() && report.result() == Result.SUCCESS && Long.valueOf(0).equals(report.counts().distinct())) {
            problems.add("no state satisfies the initial predicate: nothing was checked");
        } else if (problems.isEmpty()) {
            problems.addAll(model.counts().differences(report.counts()));
            if (probed && facts.isEmpty()) {
                problems.add("cannot tell whether a property is vacuous: " + model.module() + " could not be analysed");
            } else if (probed) {
                problems.addAll(Vacuity.problems(model, config, watched, idle(model, config, watched, report), report));
            }
        }
        return new Verdict(model, report.result(), violated, report.counts(), report.counterexample(), problems,
                (System.nanoTime() - start) / 1e9);
    }

    /**
     * The verdict with the arguments of the actions of its counterexample.
     *
     * @param verdict a verdict
     * @return the same with what can be recovered
     */
    public Verdict named(Verdict verdict) {
        Model model = verdict.model();
        if (verdict.counterexample() == null) return verdict;
        Counterexample named = Replay.name(tlc, model, config(model), verdict.counterexample(),
                folder(model, model.name() + "-replay"));
        return new Verdict(model, verdict.result(), verdict.violated(), verdict.counts(), named, verdict.problems(),
                verdict.seconds());
    }

    private TlcReport run(Model model, Path module, Path cfg, String name, boolean coverage) {
        return tlc.check(module, cfg, model.library(), folder(model, name), coverage, size(model), model.seed(), limit);
    }

    /** What is not reached, of what is watched. */
    private List<Fact> idle(Model model, Config config, List<Fact> watched, TlcReport report) {
        List<Fact> idle = new ArrayList<>();
        for (int i = 0; i < watched.size(); i++) {
            Fact fact = watched.get(i);
            if (fact.kind() != Fact.Kind.BEHAVIOUR) {
                if (!report.reached().contains(Probes.number(i))) idle.add(fact);
            } else {
                String name = model.name() + "-behaviour" + i;
                Probes negating = Probes.negating(model, config, fact, folder(model, name + "-negated"));
                TlcReport negated = run(model, negating.module(), negating.cfg(), name, false);
                if (negated.result() != Result.LIVENESS) idle.add(fact);
            }
        }
        return idle;
    }

    /** The antecedents of a model's properties, and the actions that only a probe can see. */
    private static List<Fact> watched(Config config, Optional<List<Fact>> facts) {
        Set<String> names = config.names();
        return facts.orElse(List.of()).stream().filter(f -> f.kind().isAntecedent() && names.contains(f.property())
                || f.kind() == Fact.Kind.HIDDEN_ACTION && f.property().equals(config.next())).toList();
    }

    /** What a module's properties and relations look like; all that any of its models uses. */
    private Optional<List<Fact>> facts(Model model, List<Model> all) {
        return analysed.computeIfAbsent(model.module(), module -> {
            Set<String> names = new LinkedHashSet<>();
            Set<String> relations = new LinkedHashSet<>();
            all.stream().filter(m -> m.module().equals(module)).map(Checker::config).forEach(config -> {
                names.addAll(config.names());
                relations.add(config.next());
            });
            List<String> arguments = new ArrayList<>(names);
            relations.forEach(relation -> arguments.addAll(List.of("-next", relation)));
            return tlc.facts(module, arguments, model.library(), folder(model, model.moduleName() + "-analysis"));
        });
    }

    private Path folder(Model model, String name) {
        return work.resolve(model.section()).resolve(model.room()).resolve(name);
    }

    private static Config config(Model model) {
        try {
            return Config.parse(Files.readString(model.cfg()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
