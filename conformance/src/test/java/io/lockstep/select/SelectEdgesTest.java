package io.lockstep.select;

import io.lockstep.conformance.edges.RoomEdges;
import io.lockstep.conformance.edges.RoomReplay;
import io.lockstep.conformance.runner.Model;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The core of select, driven along every edge of the models")
class SelectEdgesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    @Test
    @DisplayName("takes each as the model does, whatever is drawn, and refuses what the model disables")
    void everyEdge() {
        List<Model> models = RoomReplay.models("select", "MCSelect.tla", QUICK);
        RoomEdges edges = new RoomEdges("select");
        edges.replay(models, SelectMirror::new);
        edges.record();
        edges.assertComplete();
    }
}
