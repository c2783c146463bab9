package io.lockstep.once;

import io.lockstep.conformance.edges.RoomEdges;
import io.lockstep.conformance.edges.RoomReplay;
import io.lockstep.conformance.runner.Model;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The core of a Once, driven along every edge of the models")
class OnceEdgesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final RoomEdges EDGES = new RoomEdges("once");

    @BeforeAll
    static void replay() {
        Map<Boolean, List<Model>> models = RoomReplay.models("once", "MCOnce.tla", QUICK).stream()
                .collect(Collectors.partitioningBy(model -> model.name().contains("Circle")));
        replay(models.get(false), (from, to) -> true);
        replay(models.get(true), (from, to) -> "ABCA".contains(from + to));
        EDGES.record();
    }

    /** The models that share a {@code MayNest}. */
    private static void replay(List<Model> models, BiPredicate<String, String> mayNest) {
        EDGES.replay(models, constants -> new OnceMirror(constants, mayNest));
    }

    @Test
    @DisplayName("takes each as the model does, and refuses what the model disables")
    void everyEdge() {
        EDGES.assertComplete("MCOnceTwo");
    }

    @Test
    @DisplayName("is compared with graphs of exactly the size that TLC finds")
    void countsAreTlcs() throws IOException {
        EDGES.assertCountsAreTlcs();
    }
}
