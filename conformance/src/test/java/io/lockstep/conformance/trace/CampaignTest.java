package io.lockstep.conformance.trace;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.seam.Seam;
import org.junit.jupiter.api.Test;

import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CampaignTest {

    /** A right cell: a queue with room for one. */
    private static Room.Subject cell() {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
        return op -> perform(queue, op);
    }

    private static String perform(BlockingQueue<String> queue, Op op) {
        try {
            switch (op.name()) {
                case "put" -> queue.put(op.args().get(0));
                case "take" -> {
                    return queue.take();
                }
                default -> {
                    String value = queue.peek();
                    return value == null ? "-" : value;
                }
            }
            return "ok";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A cell whose peek takes the value away. */
    private static Room.Subject greedyCell() {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
        return op -> {
            if (!op.name().equals("peek")) return perform(queue, op);
            String value = queue.poll();
            return value == null ? "-" : value;
        };
    }

    private static Campaign campaign(java.util.function.Supplier<Room.Subject> make) {
        return new Campaign(Cells.room(make), 3);
    }

    @Test
    void acceptsARightPrimitiveAndKeepsAccount() {
        Campaign campaign = campaign(CampaignTest::cell);
        Program program = Program.parse("t1: put(a); put(b); peek | t2: take; take | t3: peek");
        campaign.run(program, Grade.TIMEBOXED);
        campaign.run(program, Grade.TIMEBOXED);
        assertEquals(2, campaign.traces());
        assertEquals(24, campaign.events());
        assertEquals(0, campaign.rejected());
        Map<String, Long> seen = campaign.coverage().seen();
        assertEquals(4, seen.get("put = ok"));
        assertEquals(2, seen.get("take = b"));
        assertEquals(Set.of("put = odd"), campaign.coverage().missing(Set.of("put = ok", "put = odd")));
    }

    @Test
    void aProgramOfInterruptsAloneShowsNothing() {
        Campaign campaign = campaign(CampaignTest::cell);
        assertEquals(0, campaign.run(Program.parse("t1: interrupt(t2) | t2: interrupt(t1)"), Grade.POINTS).events().size());
        assertEquals(0, campaign.traces());
    }

    @Test
    void anyOtherHasToShowSomething() {
        Campaign campaign = campaign(CampaignTest::cell);
        Trace empty = campaign.record(Program.parse("t1: interrupt(t1)"), Grade.POINTS);
        assertThrows(TraceException.class, () -> campaign.judge(empty, ""));
    }

    @Test
    void explainsARejectionAndLeavesAFolderForTlc() {
        Campaign campaign = campaign(CampaignTest::greedyCell);
        Program program = Program.parse("t1: put(a); peek; peek");
        TraceRejectedException rejected = assertThrows(TraceRejectedException.class,
                () -> campaign.run(program, Grade.TIMEBOXED));
        assertEquals(1, campaign.rejected());
        assertEquals(5, rejected.verdict().accepted());
        assertTrue(rejected.getMessage().startsWith("""
                Rejected: the specification allows the first 5 of 6 events, but not 5 Return(t1, -).

                seq  t1
                  0  ┌ put a
                     │ Put     (supposed)
                  1  └ ok
                  2  ┌ peek -
                     │ Peek    (supposed)
                  3  └ a
                  4  ┌ peek -
                  5  └ -       ✗ not possible
                """), rejected.getMessage());
        assertTrue(rejected.getMessage().contains("""
                Why it is not possible:
                  - Peek(t1) would fix another result for t1, which returned - at 5
                """), rejected.getMessage());
        assertTrue(rejected.getMessage().contains("Program: " + program.toLine()), rejected.getMessage());
        for (String file : Set.of("TraceCell.tla", "TraceCellData.tla", "TraceCell.cfg", "Cell.tla", "CellTypes.tla",
                "README.md", "report.txt", "trace.ndjson")) {
            assertTrue(Files.exists(rejected.folder().resolve(file)), file);
        }
        assertEquals(rejected.verdict().trace().events(), TraceFile.read(rejected.folder().resolve("trace.ndjson")));
    }

    @Test
    void rejectsAnActionReportedThoughItDidNotHappen() {
        Campaign campaign = campaign(() -> op -> {
            Seam.event(op, "Take", null);
            return "a";
        });
        TraceRejectedException rejected = assertThrows(TraceRejectedException.class,
                () -> campaign.run(Program.parse("t1: take"), Grade.POINTS));
        assertEquals("Take", rejected.verdict().rejected().action());
        assertTrue(rejected.getMessage().contains("enabled there for t1: Wait(t1); the event wanted Take(t1)"),
                rejected.getMessage());
    }

    @Test
    void knowsWhatAProgramCanShow() {
        Set<String> possible = Coverage.possible(Cells.graph(2), Grade.POINTS);
        assertTrue(possible.containsAll(Set.of("put: Put", "put: Pass t1", "take: Wait", "take: Resume", "peek = -", "put = ok")),
                possible.toString());
        assertTrue(Coverage.possible(Cells.graph(1), Grade.TIMEBOXED).contains("take = a"));
        assertEquals(Set.of("take: Resume"), new Coverage().missing(Set.of("take: Resume")));
    }
}
