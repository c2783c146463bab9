package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.oracle.OracleException;
import io.lockstep.conformance.oracle.Toys;
import io.lockstep.conformance.runner.Counts;
import io.lockstep.conformance.runner.Model;
import io.lockstep.conformance.runner.Result;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisplayName("A replay of a room's models")
class RoomReplayTest {

    private static final Model COUNTER = model("Counter", "Counter");
    private static final Model CONSTRAINED = model("Counter", "CounterConstrained");

    private final List<String> observed = new ArrayList<>();

    @Test
    @DisplayName("replays each with a mirror of its own, and closes it")
    void each() {
        List<Integer> closed = new ArrayList<>();
        Map<String, Report> reports = new RoomReplay(constants -> new CounterMirror() {
            @Override
            public void close() {
                closed.add((Integer) constants.get("Max"));
            }
        }, (model, graph) -> observed.add(model.name())).run(List.of(COUNTER, CONSTRAINED));
        reports.values().forEach(Report::orThrow);
        assertEquals(List.of("Counter", "CounterConstrained"), List.copyOf(reports.keySet()));
        assertEquals(List.of("Counter", "CounterConstrained"), observed);
        assertEquals(List.of(2, 2), closed);
    }

    @Test
    @DisplayName("stops at the first that fails")
    void stops() {
        Map<String, Report> reports = new RoomReplay(constants -> new CounterMirror() {
            @Override
            Label end(String task, String result) {
                return super.end(task, "ok");
            }
        }, (model, graph) -> observed.add(model.name())).run(List.of(COUNTER, CONSTRAINED));
        assertEquals(List.of("Counter"), List.copyOf(reports.keySet()));
        assertFalse(reports.get("Counter").complete());
    }

    @Test
    @DisplayName("says what is wrong with a model that cannot be loaded")
    void unloadable() {
        String message = assertThrows(OracleException.class, () -> new RoomReplay(constants -> new CounterMirror(),
                (model, graph) -> observed.add(model.name())).run(List.of(model("Counter", "Lamp")))).getMessage();
        assertTrue(message.startsWith("cannot load Counter.tla with Lamp.cfg"), message);
    }

    private static Model model(String module, String cfg) {
        return new Model("models", "toys", Toys.file(module + ".tla"), Toys.file(cfg + ".cfg"), false, Result.SUCCESS,
                null, null, Counts.NONE, List.of(), "");
    }
}
