package io.lockstep.mutex;

import static org.junit.jupiter.api.Assertions.assertFalse;

import io.lockstep.conformance.edges.Report;
import io.lockstep.conformance.edges.RoomReplay;
import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.runner.Model;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The core of a mutex, driven along every edge of the models")
class MutexEdgesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    @Test
    @DisplayName("takes each as the model does, whatever the time is, and refuses what the model disables")
    void everyEdge() {
        List<Model> models = RoomReplay.models("mutex", "MCMutex.tla", QUICK);
        assertFalse(models.isEmpty(), "no model to replay: no evidence");
        Map<String, Report> reports = new RoomReplay(MutexMirror::new, (model, graph) -> { }).run(models);
        Report all = reports.values().stream().reduce(Report::plus).orElseThrow();
        Evidence.record("mutex", "edges", Map.of("total", all.total(), "replayed", all.replayed(),
                "models", reports.size(), "refusals", all.refusals()));
        System.out.println("edges  mutex: " + all);
        reports.values().forEach(Report::orThrow);
    }
}
