package io.lockstep.channel;

import io.lockstep.conformance.edges.Replay;
import io.lockstep.conformance.edges.RoomEdges;
import io.lockstep.conformance.edges.RoomReplay;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Oracle;
import io.lockstep.conformance.runner.Model;
import io.lockstep.conformance.runner.Rooms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

@DisplayName("The channel's core, driven along every edge of the models")
class ChannelEdgesTest {

    /** What the project promises of a warm replay, in distinct edges per second. */
    private static final double PROMISED_SPEED = 20_000;

    /** Runs of the same model, of which the fastest counts: other processes may slow down some. */
    private static final int RUNS = 10;

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final OperationTable SEEN = new OperationTable();
    private static final RoomEdges EDGES = new RoomEdges("channel");
    private static Graph first;

    @BeforeAll
    static void replay() {
        List<Model> models = RoomReplay.models("channel", "MCChannel.tla", QUICK);
        EDGES.replay(models, ChannelMirror::new, (model, graph) -> {
            SEEN.observe(graph);
            if (first == null) first = graph;
        });
        EDGES.record();
    }

    @Test
    @DisplayName("takes each as the model does, and refuses what the model disables")
    void everyEdge() {
        EDGES.assertComplete("MCChannelCap0", "MCChannelCap1", QUICK ? "MCChannelCap3" : "MCChannelCap2", "MCChannelNil");
    }

    @Test
    @DisplayName("is compared with graphs of exactly the size that TLC finds")
    void countsAreTlcs() throws IOException {
        EDGES.assertCountsAreTlcs();
    }

    @Test
    @DisplayName("is replayed as fast as promised once warm")
    void speed() {
        assumeFalse(QUICK, "the quick compiler makes no promise");
        double best = 0;
        try (ChannelMirror mirror = new ChannelMirror(first.oracle().constants())) {
            for (int i = 0; i < RUNS; i++) best = Math.max(best, Replay.run(first, mirror).orThrow().edgesPerSecond());
        }
        System.out.printf("edges  channel: %s; warm %,.0f edges/s%n", EDGES.all(), best);
        double warm = best;
        assertTrue(warm >= PROMISED_SPEED, () -> warm + " edges/s");
    }

    @Test
    @DisplayName("meets every cell of Go's table of operations and states")
    void everyCell() {
        assumeFalse(QUICK, "this is about the models");
        assertEquals(List.of(), SEEN.differences());
    }

    @Test
    @DisplayName("would miss a cell that no model reaches")
    void absentCell() {
        assumeFalse(QUICK, "this is not about our channel");
        OperationTable unbufferedOnly = new OperationTable();
        unbufferedOnly.observe(first);
        List<String> differences = unbufferedOnly.differences();
        assertTrue(differences.contains("buffer full, sender: recv: Go [RecvRefill first / sent], the models []"),
                () -> String.join("\n", differences));
        assertTrue(differences.stream().noneMatch(line -> line.startsWith("unbuffered, sender")));
    }

    @Test
    @DisplayName("would notice a cell with another outcome")
    void otherOutcome(@TempDir Path folder) throws IOException {
        assumeFalse(QUICK, "this is not about our channel");
        Path module = Files.writeString(folder.resolve("Wrong.tla"), """
                ---- MODULE Wrong ----
                EXTENDS Channel
                NeverReady(t) == /\\ Calls(t, {"trySend"})
                                 /\\ Finish(t, "not ready")
                                 /\\ UNCHANGED <<buf, closed, sendq, recvq>>
                ====
                """);
        Path cfg = Files.writeString(folder.resolve("Wrong.cfg"), """
                CONSTANTS Task = {t1, t2} Val = {a} Cap = 0 Nil = FALSE Ops = {"recv", "trySend"}
                          SendHandOff <- NeverReady
                SPECIFICATION Spec
                """);
        OperationTable faulty = new OperationTable();
        Graph graph = new Graph(Oracle.load(module, cfg, Rooms.root().resolve("specs/channel")));
        graph.exploreAll();
        faulty.observe(graph);
        List<String> differences = faulty.differences();
        assertTrue(differences.contains("unbuffered, receiver: trySend: Go [SendHandOff sent / mine], the models [NeverReady not ready]"),
                () -> String.join("\n", differences));
    }
}
