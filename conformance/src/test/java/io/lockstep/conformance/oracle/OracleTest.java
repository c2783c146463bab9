package io.lockstep.conformance.oracle;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisplayName("An oracle")
class OracleTest {

    private final Oracle lamp = Toys.load("Lamp", "Lamp");

    @Test
    @DisplayName("knows every action of the specification with its arguments")
    void labels() {
        assertEquals(Set.of("Press", "Forget", "Cut"), lamp.actions());
        assertEquals(Set.of(Label.of("Press", "u1", "gently"), Label.of("Press", "u2", "gently"),
                Label.of("Press", "u1", "hard"), Label.of("Press", "u2", "hard"),
                Label.of("Forget", "u1"), Label.of("Forget", "u2"), Label.of("Cut")), lamp.labels());
        assertEquals("Press(u1, gently)", Label.of("Press", "u1", "gently").toString());
        assertEquals("Cut", Label.of("Cut").toString());
    }

    @Test
    @DisplayName("knows the model's constants, also those that are defined by another name")
    void constants() {
        assertEquals(Map.of("User", Set.of("u1", "u2"), "Max", 2), lamp.constants());
        assertEquals(Map.of("User", Set.of("u1", "u2"), "Max", 1), Toys.load("Lamp", "LampBroken").constants());
    }

    @Test
    @DisplayName("gives the variables in the order of their declaration")
    void order() {
        assertEquals(List.of("on", "log", "last", "count", "seen"),
                List.copyOf(lamp.initial().get(0).variables().keySet()));
    }

    @Test
    @DisplayName("gives the initial states")
    void initial() {
        assertEquals(Set.of(dark(), Map.of("on", true, "log", List.of(), "last", Map.of("who", "nobody", "at", 0),
                        "count", Map.of("u1", 0, "u2", 0), "seen", Set.of())),
                Set.of(lamp.initial().get(0).variables(), lamp.initial().get(1).variables()));
    }

    @Test
    @DisplayName("gives the outcome of an action, and none where it is disabled")
    void outcome() {
        State pressed = only(lamp.successors(initial(dark()), Label.of("Press", "u2", "gently")));
        assertEquals(Map.of("on", true, "log", List.of("u2"), "last", Map.of("who", "gently", "at", 0),
                "count", Map.of("u1", 0, "u2", 1), "seen", Set.of("u2")), pressed.variables());
        assertEquals(List.of(), lamp.successors(initial(dark()), Label.of("Cut")));
        assertEquals(List.of(), lamp.successors(initial(dark()), Label.of("Unheard", "of")));
    }

    @Test
    @DisplayName("honours the action constraint: the first press is never hard")
    void actionConstraint() {
        assertEquals(List.of(Label.of("Press", "u1", "gently"), Label.of("Press", "u2", "gently")),
                lamp.successors(initial(dark())).stream().map(Step::label).toList());
    }

    @Test
    @DisplayName("honours the constraint: states outside of it are not successors")
    void constraint() {
        State twice = only(lamp.successors(only(lamp.successors(initial(dark()), Label.of("Press", "u1", "gently"))),
                Label.of("Press", "u1", "hard")));
        assertEquals(List.of(Label.of("Forget", "u1")), lamp.successors(twice).stream().map(Step::label).toList());
    }

    @Test
    @DisplayName("gives a step once that the specification allows in two ways")
    void duplicates() {
        State pressed = only(lamp.successors(initial(dark()), Label.of("Press", "u1", "gently")));
        assertEquals(1, lamp.successors(pressed).stream().filter(s -> s.label().equals(Label.of("Forget", "u1"))).count());
    }

    @Test
    @DisplayName("honours a definition that the configuration overrides, and tells which invariants fail")
    void override() {
        Oracle broken = Toys.load("Lamp", "LampBroken");
        State start = broken.initial().get(0);
        assertEquals(List.of(), broken.violated(start));
        State pressed = only(broken.successors(start, Label.of("BrokenPress", "u1", "gently")));
        assertEquals(List.of("LitIfOdd"), broken.violated(pressed));
    }

    @Test
    @DisplayName("shows values of every kind in Java form")
    void values() {
        Map<?, ?> x = (Map<?, ?>) Toys.load("Values", "Values").initial().get(0).variables().get("x");
        assertEquals("text", x.get("string"));
        assertEquals("m", x.get("model"));
        assertEquals(7, x.get("number"));
        assertEquals(true, x.get("truth"));
        assertEquals(List.of(1, "b", "m"), x.get("tuple"));
        assertEquals(List.of("a", "b"), x.get("sequence"));
        assertEquals(List.of(10, 20), x.get("interval"));
        assertEquals(Map.of(2, 20, 3, 30), x.get("other"));
        assertEquals(Map.of("m", 1), x.get("byModel"));
        assertEquals(Map.of(List.of(1, 2), "pair"), x.get("byPair"));
        assertEquals(Map.of("a", 1, "b", 2), x.get("explicit"));
        assertEquals(List.of(), x.get("nothing"));
        assertEquals(Set.of(1, 2), x.get("set"));
        assertEquals(Set.of(1, 2, 3), x.get("range"));
        assertEquals(Set.of(Set.of(), Set.of(1)), x.get("power"));
        assertEquals(Set.of(Map.of("f", List.of(Set.of()))), x.get("nested"));
    }

    @Test
    @DisplayName("finds modules of other folders")
    void library() {
        Oracle far = Oracle.load(Toys.file("far/FarLamp.tla"), Toys.file("far/FarLamp.cfg"), Toys.file("."));
        assertEquals(lamp.actions(), far.actions());
        assertEquals(2, far.initial().size());
    }

    @Test
    @DisplayName("shares nothing with other oracles")
    void isolation() {
        Oracle other = Toys.load("Lamp", "Lamp");
        State here = initial(dark());
        State there = other.initial().get(lamp.initial().indexOf(here));
        assertEquals(here.variables(), there.variables());
        assertNotEquals(here, there);
        assertTrue(assertThrows(IllegalArgumentException.class, () -> lamp.successors(there)).getMessage()
                .contains("another oracle"));
    }

    private State initial(Map<String, Object> variables) {
        return only(lamp.initial().stream().filter(s -> s.variables().equals(variables)).toList());
    }

    private static Map<String, Object> dark() {
        return Map.of("on", false, "log", List.of(), "last", Map.of("who", "nobody", "at", 0),
                "count", Map.of("u1", 0, "u2", 0), "seen", Set.of());
    }

    private static State only(List<State> states) {
        assertEquals(1, states.size(), () -> "exactly one state in " + states);
        return states.get(0);
    }
}
