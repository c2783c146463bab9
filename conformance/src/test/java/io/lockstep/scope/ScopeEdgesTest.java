package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.edges.Report;
import io.lockstep.conformance.edges.RoomReplay;
import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.runner.Counts;
import io.lockstep.conformance.runner.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The core of a scope, driven along every edge of the models")
class ScopeEdgesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final Map<Model, Graph.Extent> EXTENTS = new LinkedHashMap<>();
    private static final Map<String, Report> REPORTS = new LinkedHashMap<>();

    @BeforeAll
    static void replay() {
        List<Model> models = RoomReplay.models("scope", "MCScope.tla", QUICK);
        REPORTS.putAll(new RoomReplay(ScopeMirror::new, (model, graph) -> EXTENTS.put(model, graph.exploreAll())).run(models));
        Report all = REPORTS.values().stream().reduce(Report::plus).orElseThrow();
        Evidence.record("scope", "edges", Map.of("total", all.total(), "replayed", all.replayed(),
                "models", REPORTS.size(), "refusals", all.refusals()));
        System.out.println("edges  scope: " + all);
    }

    @Test
    @DisplayName("takes each as the model does, and refuses what the model disables")
    void everyEdge() {
        REPORTS.values().forEach(Report::orThrow);
        assertTrue(REPORTS.keySet().contains("MCScopeOne"), () -> "replayed " + REPORTS.keySet());
    }

    @Test
    @DisplayName("is compared with graphs of exactly the size that TLC finds")
    void countsAreTlcs() throws IOException {
        int compared = 0;
        for (Model model : EXTENTS.keySet()) {
            if (Files.readString(model.cfg()).contains("SYMMETRY")) continue;
            Graph.Extent extent = EXTENTS.get(model);
            assertEquals(model.counts(), new Counts((long) extent.distinct(), extent.generated(), (long) extent.depth()),
                    model::name);
            compared++;
        }
        assertTrue(compared > 0, "no model to compare with: no evidence");
    }
}
