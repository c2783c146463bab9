package io.lockstep.cond;

import io.lockstep.conformance.edges.RoomEdges;
import io.lockstep.conformance.edges.RoomReplay;
import io.lockstep.conformance.runner.Model;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The core of a condition variable, driven along every edge of the models")
class CondEdgesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    @Test
    @DisplayName("takes each as the model does, and refuses what the model disables")
    void everyEdge() {
        List<Model> models = RoomReplay.models("cond", "MCCond.tla", QUICK);
        RoomEdges edges = new RoomEdges("cond");
        edges.replay(models, CondMirror::new);
        edges.record();
        edges.assertComplete();
    }
}
