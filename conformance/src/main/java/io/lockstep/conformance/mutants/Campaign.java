package io.lockstep.conformance.mutants;

import io.lockstep.conformance.runner.BadInputException;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;

/** Seeds faults into the library and shows which layers find them. */
public final class Campaign {
    /*
     * Everything that could make a kill meaningless ends the campaign: a patch that does not apply, a
     * mutant that does not compile, a room without tests, a test that fails on the unchanged library
     * compiled and run in just the same way.
     *
     * Two kinds of jobs fill the cores: making one mutant, and running one layer against one mutant.
     */

    /** How much longer than on the unchanged library a layer may take before it counts as hanging. */
    private static final int PATIENCE = 3;
    /** What is allowed on top, for a machine that is busy with something else. */
    private static final Duration GRACE = Duration.ofSeconds(20);
    /** How long a layer may take on the unchanged library. */
    private static final Duration LONGEST = Duration.ofMinutes(5);

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
     * @param progress told what is going on, line by line
     * @return a row per mutant
     * @throws BadInputException if a kill would mean nothing
     */
    public List<Row> run(String room, String only, Consumer<String> progress) {
        List<Mutant> mutants = Mutant.all(root).stream().filter(m -> room == null || m.room().equals(room))
                .filter(m -> only == null || m.name().equals(only)).toList();
        if (mutants.isEmpty()) return List.of();
        Map<String, List<Layer>> layers = layers(mutants);
        List<Layer> everyLayer = layers.values().stream().flatMap(List::stream).toList();

        try (ExecutorService pool = Executors.newFixedThreadPool(jobs)) {
            try {
                Mutant unchanged = Mutant.none(List.copyOf(layers.keySet()));
                progress.accept("making " + mutants.size() + " mutants");
                List<Mutant> all = new ArrayList<>(List.of(unchanged));
                all.addAll(mutants);
                Map<Mutant, Path> classes = inParallel(pool, all, workshop::make);

                progress.accept("running " + everyLayer.size() + " layers on the unchanged library");
                Map<Layer, Duration> limits = limits(pool, everyLayer, unchanged, classes.get(unchanged));

                Map<Mutant, Map<Layer, Future<Verdict>>> results = new LinkedHashMap<>();
                for (Mutant mutant : mutants) {
                    Map<Layer, Future<Verdict>> row = new LinkedHashMap<>();
                    for (String by : mutant.rooms()) {
                        for (Layer layer : layers.get(by)) {
                            row.put(layer, pool.submit(() -> run(mutant, classes.get(mutant), layer, limits.get(layer))));
                        }
                    }
                    results.put(mutant, row);
                }
                List<Row> rows = new ArrayList<>();
                results.forEach((mutant, row) -> {
                    rows.add(row(mutant, row));
                    progress.accept("[%d/%d] %s".formatted(rows.size(), mutants.size(), rows.get(rows.size() - 1).line()));
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

    /** Runs every layer on the unchanged library. */
    private Map<Layer, Duration> limits(ExecutorService pool, List<Layer> layers, Mutant unchanged, Path classes) {
        return inParallel(pool, layers, layer -> {
            long start = System.nanoTime();
            Verdict verdict = run(unchanged, classes, layer, LONGEST);
            if (verdict.isKill()) {
                throw new BadInputException(layer.testClass() + " fails on the unchanged library (" + verdict + "), so that"
                        + " its kills would mean nothing; " + Fork.failure(folder(unchanged, layer)));
            }
            return Duration.ofNanos(System.nanoTime() - start).multipliedBy(PATIENCE).plus(GRACE);
        });
    }

    private Verdict run(Mutant mutant, Path classes, Layer layer, Duration limit) {
        return fork.run(classes, layer, folder(mutant, layer), limit);
    }

    private Path folder(Mutant mutant, Layer layer) {
        return workshop.folder(mutant).resolve(layer.room() + "-" + layer.name());
    }

    /** A layer of the same name may belong to several rooms: if any of them kills, it kills. */
    private static Row row(Mutant mutant, Map<Layer, Future<Verdict>> results) {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        results.forEach((layer, result) -> verdicts.merge(layer.name(), result(result), (a, b) -> a.isKill() ? a : b));
        return new Row(mutant.room(), mutant.name(), mutant.fault(), verdicts);
    }

    private static <K, V> Map<K, V> inParallel(ExecutorService pool, List<K> keys, Function<K, V> job) {
        Map<K, Future<V>> started = new LinkedHashMap<>();
        for (K key : keys) started.put(key, pool.submit(() -> job.apply(key)));
        Map<K, V> results = new LinkedHashMap<>();
        started.forEach((key, result) -> results.put(key, result(result)));
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
