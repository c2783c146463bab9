package io.lockstep.mutex;

import io.lockstep.conformance.edges.RoomEdges;
import io.lockstep.conformance.edges.RoomReplay;
import io.lockstep.conformance.runner.Model;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The core of a mutex, driven along every edge of the models")
class MutexEdgesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    @Test
    @DisplayName("takes each as the model does, whatever the time is, and refuses what the model disables")
    void everyEdge() {
        List<Model> models = RoomReplay.models("mutex", "MCMutex.tla", QUICK);
        RoomEdges edges = new RoomEdges("mutex");
        edges.replay(models, MutexMirror::new);
        edges.record();
        edges.assertComplete();
    }
}
