package io.lockstep.conformance.edges;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.runner.Counts;
import io.lockstep.conformance.runner.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** What became of the models of one room: replayed, recorded as evidence, and compared with what TLC counts. */
public final class RoomEdges {

    private final String room;
    private final Map<Model, Graph.Extent> extents = new LinkedHashMap<>();
    private final Map<String, Report> reports = new LinkedHashMap<>();

    /**
     * Nothing has been replayed yet.
     *
     * @param room the room's name
     */
    public RoomEdges(String room) {
        this.room = room;
    }

    /**
     * Replays models.
     *
     * @param models   the models
     * @param mirrors  makes the core for a model's constants
     * @param observer sees each model that has been replayed, with its graph
     */
    public void replay(List<Model> models, Function<Map<String, Object>, Mirror> mirrors, BiConsumer<Model, Graph> observer) {
        BiConsumer<Model, Graph> extent = (model, graph) -> extents.put(model, graph.exploreAll());
        reports.putAll(new RoomReplay(mirrors, extent.andThen(observer)).run(models));
    }

    /**
     * Replays models.
     *
     * @param models  the models
     * @param mirrors makes the core for a model's constants
     */
    public void replay(List<Model> models, Function<Map<String, Object>, Mirror> mirrors) {
        replay(models, mirrors, (model, graph) -> { });
    }

    /** Prints the sum of what has been replayed, and records it as evidence. */
    public void record() {
        Report all = all();
        Evidence.record(room, "edges", Map.of("total", all.total(), "replayed", all.replayed(),
                "models", reports.size(), "refusals", all.refusals()));
        System.out.println("edges  " + room + ": " + all);
    }

    /**
     * The sum of what has been replayed.
     *
     * @return all reports added
     */
    public Report all() {
        return reports.values().stream().reduce(Report::plus).orElseThrow(() -> new AssertionError("no model to replay: no evidence"));
    }

    /**
     * Insists on every edge.
     *
     * @param known models that must be among those that were replayed, lest they are none
     */
    public void assertComplete(String... known) {
        all();
        reports.values().forEach(Report::orThrow);
        assertTrue(reports.keySet().containsAll(List.of(known)), () -> "replayed " + reports.keySet());
    }

    /**
     * Compares the graphs with the counts of the manifest, but for models with symmetry.
     *
     * @throws IOException if a configuration cannot be read
     */
    public void assertCountsAreTlcs() throws IOException {
        int compared = 0;
        for (Model model : extents.keySet()) {
            if (Files.readString(model.cfg()).contains("SYMMETRY")) continue;
            Graph.Extent extent = extents.get(model);
            assertEquals(model.counts(), new Counts((long) extent.distinct(), extent.generated(), (long) extent.depth()),
                    model::name);
            compared++;
        }
        assertTrue(compared > 0, "no model to compare with: no evidence");
    }
}
