package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Oracle;
import io.lockstep.conformance.oracle.OracleException;
import io.lockstep.conformance.runner.Model;
import io.lockstep.conformance.runner.Result;
import io.lockstep.conformance.runner.Rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Replays the models of a room, one after the other, and says how far it is. */
public final class RoomReplay {
    /*
     * The graphs of the next models are generated on all cores while one is replayed: a mirror may need
     * the seam's one probe, so that only one can run at a time.
     */

    /** The largest model of a quick run, in states: a second or two. */
    private static final long QUICK_STATES = 7_000;

    private final Function<Map<String, Object>, Mirror> mirrors;
    private final BiConsumer<Model, Graph> observer;

    /**
     * A way to replay models.
     *
     * @param mirrors  makes the core for a model with given constants, in the form of {@link Oracle#constants()}
     * @param observer sees each model that has been replayed, with its graph
     */
    public RoomReplay(Function<Map<String, Object>, Mirror> mirrors, BiConsumer<Model, Graph> observer) {
        this.mirrors = mirrors;
        this.observer = observer;
    }

    /**
     * The models to replay: the small ones that succeed.
     *
     * @param room   the room
     * @param module the root module's file name; others may be about the machine with a history added
     * @param quick  whether to leave out those with many states, and those with symmetry: what TLC needs
     *               it for is large without it
     * @return the models in the order of the manifest
     */
    public static List<Model> models(String room, String module, boolean quick) {
        return Rooms.models(Rooms.root(), List.of(room)).stream()
                .filter(m -> m.section().equals("models") && m.module().endsWith(module))
                .filter(m -> !m.large() && m.expected() == Result.SUCCESS)
                .filter(m -> !quick || m.counts().distinct() <= QUICK_STATES)
                .filter(m -> !quick || !text(m).contains("SYMMETRY"))
                .toList();
    }

    private static String text(Model model) {
        try {
            return Files.readString(model.cfg());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Replays models until one fails.
     *
     * @param models the models
     * @return the reports of all that were replayed, by the models' names
     * @throws OracleException if a model cannot be loaded or evaluated
     */
    public Map<String, Report> run(List<Model> models) {
        ExecutorService cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), RoomReplay::daemon);
        try {
            Map<Model, CompletableFuture<Graph>> graphs = new LinkedHashMap<>();
            models.forEach(model -> graphs.put(model, CompletableFuture.supplyAsync(() -> explore(model), cores)));
            Map<String, Report> reports = new LinkedHashMap<>();
            for (Model model : models) {
                Report report = replay(model, finished(graphs.remove(model)));
                System.out.println("edges  " + model.name() + ": " + report);
                reports.put(model.name(), report);
                if (!report.complete()) break;
            }
            return reports;
        } finally {
            cores.shutdownNow();
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "state graphs");
        thread.setDaemon(true);
        return thread;
    }

    private static Graph explore(Model model) {
        Graph graph = new Graph(Oracle.load(model.module(), model.cfg(), model.library().toArray(Path[]::new)));
        graph.exploreAll();
        graph.nodes().forEach(node -> node.state().variables());
        return graph;
    }

    private static Graph finished(CompletableFuture<Graph> graph) {
        try {
            return graph.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof OracleException reported ? reported : e;
        }
    }

    private Report replay(Model model, Graph graph) {
        try (Mirror mirror = mirrors.apply(graph.oracle().constants())) {
            Report report = Replay.run(graph, mirror);
            observer.accept(model, graph);
            return report;
        }
    }
}
