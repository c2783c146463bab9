package io.lockstep.waitgroup;

import io.lockstep.conformance.edges.RoomEdges;
import io.lockstep.conformance.edges.RoomReplay;
import io.lockstep.conformance.runner.Model;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The core of a WaitGroup, driven along every edge of the models")
class WaitGroupEdgesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final RoomEdges EDGES = new RoomEdges("waitgroup");

    @BeforeAll
    static void replay() {
        List<Model> models = RoomReplay.models("waitgroup", "MCWaitGroup.tla", QUICK);
        EDGES.replay(models, WaitGroupMirror::new);
        EDGES.record();
    }

    @Test
    @DisplayName("takes each as the model does, and refuses what the model disables")
    void everyEdge() {
        EDGES.assertComplete("MCWaitGroupTwo");
    }

    @Test
    @DisplayName("is compared with graphs of exactly the size that TLC finds")
    void countsAreTlcs() throws IOException {
        EDGES.assertCountsAreTlcs();
    }
}
