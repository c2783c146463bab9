package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lockstep.conformance.edges.Report;
import io.lockstep.conformance.edges.RoomReplay;
import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.runner.Model;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The core of select, driven along every edge of the models")
class SelectEdgesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    @Test
    @DisplayName("takes each as the model does, whatever is drawn, and refuses what the model disables")
    void everyEdge() {
        List<Model> models = RoomReplay.models("select", "MCSelect.tla", QUICK);
        assertFalse(models.isEmpty(), "no model to replay: no evidence");
        Map<String, Report> reports = new RoomReplay(SelectMirror::new, (model, graph) -> { }).run(models);
        Report all = reports.values().stream().reduce(Report::plus).orElseThrow();
        Evidence.record("select", "edges", Map.of("total", all.total(), "replayed", all.replayed(),
                "models", reports.size(), "refusals", all.refusals()));
        System.out.println("edges  select: " + all);
        reports.values().forEach(Report::orThrow);
    }
}
