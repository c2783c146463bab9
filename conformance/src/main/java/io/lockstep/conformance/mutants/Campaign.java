package io.lockstep.conformance.mutants;

import io.lockstep.conformance.runner.BadInputException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Seeds faults into the library and shows which layers find them. */
public final class Campaign {
    /*
     * Everything that could make a kill meaningless ends the campaign: a patch that does not apply, a
     * mutant that does not compile, a room without tests, a test that fails on the unchanged library
     * compiled and run in just the same way. Each layer must pass alone, for that is how it is run after
     * another one has found a fault; then all of a room's must pass one after the other in a JVM, the
     * quickest first, as they look for a fault.
     *
     * Three kinds of jobs fill the cores: running layers on the unchanged library, making one mutant, and
     * running a room's layers against one mutant.
     */

    /** How much more CPU time than on the unchanged library a layer may take before it counts as hanging. */
    private static final int PATIENCE = 3;
    /** What is allowed on top: a fault may well double the work of a short layer. */
    private static final Duration GRACE = Duration.ofSeconds(5);
    /** How much CPU time a layer may take on the unchanged library. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** One search for a fault. */
    private record Search(Mutant mutant, int number) {
    }

    private final Path root;
    private final String parent;
    private final int jobs;
    private final Workshop workshop;
    private final Fork fork;

    /**
     * A campaign.
     *
     * @param root   the project's folder
     * @param work   where mutants are made; emptied mutant by mutant
     * @param parent the package that has a package of tests for each room
     * @param jobs   how many JVMs at a time
     */
    public Campaign(Path root, Path work, String parent, int jobs) {
        this.root = root;
        this.parent = parent;
        this.jobs = jobs;
        this.workshop = new Workshop(root, work);
        this.fork = new Fork(root);
    }

    /**
     * Runs it.
     *
     * @param room     only this room's mutants, or null for all
     * @param only     only the mutant of this name, or null for all
     * @param times    how often to look for each fault: one that is found once may have been found by luck
     * @param all      whether to ask every layer; else no further one is asked when a fault has been found
     * @param progress told what is going on, line by line
     * @return a row per mutant
     * @throws BadInputException if a kill would mean nothing
     */
    public List<Row> run(String room, String only, int times, boolean all, Consumer<String> progress) {
        List<Mutant> mutants = Mutant.all(root).stream().filter(m -> room == null || m.room().equals(room))
                .filter(m -> only == null || m.name().equals(only)).toList();
        if (mutants.isEmpty()) return List.of();
        Map<String, List<Layer>> layers = layers(mutants);

        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            try {
                progress.accept("running " + layers.values().stream().mapToInt(List::size).sum()
                        + " layers on the unchanged library, and making " + mutants.size() + " mutants");
                Map<Mutant, Future<Path>> made = start(pool, mutants, workshop::make);
                Mutant none = Mutant.none(List.copyOf(layers.keySet()));
                Path library = workshop.make(none);
                Map<Layer, Duration> baseline = alone(pool, library, workshop.folder(none), layers.values());
                longestFirst(baseline).forEach(progress);
                layers.replaceAll((name, of) -> of.stream().sorted(Comparator.comparing(baseline::get)).toList());
                together(pool, library, workshop.folder(none), layers.values());

                Map<Mutant, Path> classes = results(made);
                Examination examination = new Examination(fork, layer -> baseline.get(layer).multipliedBy(PATIENCE).plus(GRACE), all);
                List<Search> searches = mutants.stream().flatMap(m -> IntStream.rangeClosed(1, times).mapToObj(n -> new Search(m, n))).toList();
                Map<Search, Future<Map<String, Verdict>>> started = start(pool, searches, search -> {
                    Mutant mutant = search.mutant();
                    List<Layer> by = mutant.rooms().stream().flatMap(r -> layers.get(r).stream()).toList();
                    return verdicts(examination.of(classes.get(mutant), by, workshop.folder(mutant).resolve("search-" + search.number())));
                });
                List<Row> rows = new ArrayList<>();
                mutants.forEach(mutant -> {
                    List<Map<String, Verdict>> found = IntStream.rangeClosed(1, times).mapToObj(n -> result(started.get(new Search(mutant, n)))).toList();
                    rows.add(new Row(mutant.room(), mutant.name(), mutant.fault(), found));
                    progress.accept("[%d/%d] %s".formatted(rows.size(), mutants.size(), rows.getLast().line()));
                });
                return rows;
            } finally {
                pool.shutdownNow();
            }
        }
    }

    private Map<String, List<Layer>> layers(List<Mutant> mutants) {
        Map<String, List<Layer>> layers = new LinkedHashMap<>();
        for (Mutant mutant : mutants) {
            for (String room : mutant.rooms()) layers.computeIfAbsent(room, r -> Layer.of(parent, r));
            if (mutant.rooms().stream().allMatch(room -> layers.get(room).isEmpty())) {
                throw new BadInputException("mutant " + mutant + " is checked by no test: there is none in "
                        + String.join(", ", mutant.rooms().stream().map(r -> parent + "." + r).toList()));
            }
        }
        return layers;
    }

    /** How long each layer takes on the unchanged library. */
    private Map<Layer, Duration> alone(ExecutorService pool, Path library, Path folder, Collection<List<Layer>> rooms) {
        List<List<Layer>> runs = rooms.stream().flatMap(List::stream).map(List::of).toList();
        Map<Layer, Duration> spent = new LinkedHashMap<>();
        unchanged(pool, library, folder, runs, run -> run.getFirst().room() + "-" + run.getFirst().name())
                .forEach(outcomes -> outcomes.forEach((layer, outcome) -> spent.put(layer, outcome.spent())));
        return spent;
    }

    /** The layers of each room in one JVM. */
    private void together(ExecutorService pool, Path library, Path folder, Collection<List<Layer>> rooms) {
        List<List<Layer>> runs = rooms.stream().filter(room -> room.size() > 1).toList();
        unchanged(pool, library, folder, runs, run -> run.getFirst().room());
    }

    private Collection<Map<Layer, Outcome>> unchanged(ExecutorService pool, Path library, Path folder, List<List<Layer>> runs,
            Function<List<Layer>, String> name) {
        Examination examination = new Examination(fork, layer -> LONGEST, false);
        return results(start(pool, runs, run -> {
            Map<Layer, Outcome> outcomes = examination.of(library, run, folder.resolve(name.apply(run)));
            outcomes.forEach((layer, outcome) -> {
                if (outcome.verdict().isKill()) {
                    throw new BadInputException(layer.testClass() + " fails on the unchanged library (" + outcome.verdict()
                            + "), so that its kills would mean nothing; " + Fork.failure(outcome.output()));
                }
            });
            return outcomes;
        })).values();
    }

    private static List<String> longestFirst(Map<Layer, Duration> baseline) {
        return baseline.entrySet().stream().sorted(Map.Entry.<Layer, Duration>comparingByValue().reversed())
                .map(e -> "  %s %s: %.1f s of CPU time".formatted(e.getKey().room(), e.getKey().name(), e.getValue().toMillis() / 1e3)).toList();
    }

    /** A layer of the same name may belong to several rooms: if any of them kills, it kills. */
    private static Map<String, Verdict> verdicts(Map<Layer, Outcome> outcomes) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        outcomes.forEach((layer, outcome) -> verdicts.merge(layer.name(), outcome.verdict(), Verdict::or));
        return verdicts;
    }

    private static <K, V> Map<K, Future<V>> start(ExecutorService pool, List<K> keys, Function<K, V> job) {
        Map<K, Future<V>> started = new LinkedHashMap<>();
        for (K key : keys) started.put(key, pool.submit(() -> job.apply(key)));
        return started;
    }

    private static <K, V> Map<K, V> results(Map<K, Future<V>> started) {
        Map<K, V> results = new LinkedHashMap<>();
        started.forEach((key, future) -> results.put(key, result(future)));
        return results;
    }

    private static <V> V result(Future<V> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) throw failure;
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
