package io.lockstep.conformance.oracle;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisplayName("A graph")
class GraphTest {

    @TempDir
    Path scratch;

    @ParameterizedTest(name = "of {0} with {1} has as many states as TLC finds, generates and counts deep")
    @CsvSource({"Lamp, Lamp", "Lamp, LampBroken", "Values, Values"})
    void countsAreTlcs(String module, String cfg) throws IOException {
        assertEquals(Tlc.explore(Toys.file(module + ".tla"), Toys.file(cfg + ".cfg"), scratch),
                new Graph(Toys.load(module, cfg)).exploreAll());
    }

    @Test
    @DisplayName("of a module with a library has as many states as TLC finds")
    void countsWithLibrary() throws IOException {
        Path module = Toys.file("far/FarLamp.tla");
        Path cfg = Toys.file("far/FarLamp.cfg");
        Path library = Toys.file("Lamp.tla").getParent();
        assertEquals(Tlc.explore(module, cfg, scratch, library),
                new Graph(Oracle.load(module, cfg, library)).exploreAll());
    }

    @Test
    @DisplayName("of a symmetric model tells apart what TLC identifies")
    void symmetryIsIgnored() throws IOException {
        Graph.Extent reduced = Tlc.explore(Toys.file("Lamp.tla"), Toys.file("LampSymmetric.cfg"), scratch);
        Graph.Extent full = Tlc.explore(Toys.file("Lamp.tla"), Toys.file("LampSmall.cfg"), scratch);
        assertTrue(reduced.distinct() < full.distinct());
        assertEquals(full, new Graph(Toys.load("Lamp", "LampSymmetric")).exploreAll());
    }

    @Test
    @DisplayName("counts the same whether it is walked before or not")
    void lazyOrEager() {
        Graph eager = new Graph(Toys.load("Lamp", "Lamp"));
        Graph lazy = new Graph(Toys.load("Lamp", "Lamp"));
        lazy.initial().get(1).edges().get(0).to().edges();
        assertEquals(eager.exploreAll(), lazy.exploreAll());
        assertEquals(lazy.exploreAll(), lazy.exploreAll());
    }

    @Test
    @DisplayName("gives the same node for the same state, whatever the way")
    void oneNodePerState() {
        Graph graph = new Graph(Toys.load("Lamp", "Lamp"));
        Graph.Node lit = graph.initial().stream().filter(n -> n.enabled().contains(Label.of("Cut"))).findFirst().orElseThrow();
        Graph.Node dark = lit.step(Label.of("Cut"));
        assertTrue(graph.initial().contains(dark));
        assertSame(dark, graph.nodes().get(dark.id()));
        assertNull(dark.step(Label.of("Cut")));
        assertEquals(List.of(), dark.after(Label.of("Cut")));
        assertEquals(Set.of(Label.of("Press", "u1", "gently"), Label.of("Press", "u2", "gently")), dark.enabled());
    }

    @Test
    @DisplayName("refuses to choose where a label leaves a choice")
    void ambiguous() {
        Graph.Node node = new Graph(Toys.load("Dice", "Dice")).initial().get(0);
        assertEquals(2, node.after(Label.of("Throw", "d")).size());
        assertTrue(assertThrows(IllegalStateException.class, () -> node.step(Label.of("Throw", "d"))).getMessage()
                .contains("Throw(d) leads to 2 different states"));
    }
}
