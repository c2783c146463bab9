package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class JudgeTest {

    private static Judge judge;

    @BeforeAll
    static void load() {
        judge = new Judge(Cells.graph(3));
    }

    private static Verdict points(String... lines) {
        return judge.judge(Cells.trace(Grade.POINTS, lines));
    }

    private static Verdict timeboxed(String... lines) {
        return judge.judge(Cells.trace(Grade.TIMEBOXED, lines));
    }

    private static void assertRejectedAt(int event, Verdict verdict) {
        assertFalse(verdict.isAccepted());
        assertEquals(event, verdict.accepted());
        assertFalse(verdict.reasons().isEmpty(), "a rejection gives its reasons");
    }

    @Nested
    class LinearizationPoints {

        @Test
        void acceptsWhatTheSpecificationDoes() {
            Verdict verdict = points("t1 take", "t1 Wait", "t2 put a", "t2 Pass t1", "t2 = ok", "t1 Resume", "t1 = a");
            assertTrue(verdict.isAccepted());
            assertEquals(7, verdict.path().size());
        }

        @Test
        void rejectsAnActionThatIsNotEnabled() {
            Verdict verdict = points("t1 put a", "t1 Put", "t2 put b", "t2 Put", "t2 = ok");
            assertRejectedAt(3, verdict);
            assertEquals(List.of("enabled there for t2: nothing, it waits for another task; the event wanted Put(t2)"),
                    verdict.reasons());
        }

        @Test
        void rejectsAnotherResult() {
            Verdict verdict = points("t1 put a", "t1 Put", "t2 take", "t2 Take", "t2 = b");
            assertRejectedAt(4, verdict);
            assertEquals(List.of("enabled there for t2: Return(t2, a); the event wanted Return(t2, b)"), verdict.reasons());
        }

        @Test
        void rejectsAnActionLeftOut() {
            assertRejectedAt(1, points("t1 put a", "t1 = ok"));
        }

        @Test
        void rejectsACallInsideACall() {
            assertRejectedAt(1, points("t1 put a", "t1 take"));
        }
    }

    @Nested
    class Timeboxed {

        @Test
        void findsTheHiddenSteps() {
            Verdict verdict = timeboxed("t1 take", "t2 put a", "t2 = ok", "t1 = a");
            assertTrue(verdict.isAccepted());
            assertTrue(verdict.path().size() > 4, "the witness shows the hidden steps: " + verdict.path());
        }

        @Test
        void itsWitnessIsABehaviour() {
            Verdict verdict = timeboxed("t1 take", "t3 take", "t2 put a", "t2 = ok", "t2 put b", "t3 = a", "t2 = ok", "t1 = b");
            assertTrue(verdict.isAccepted());
            Graph.Node node = judge.graph().initial().get(0);
            for (Label step : verdict.path()) assertNotNull(node = node.step(step), () -> step + " in " + verdict.path());
        }

        @Test
        void aResultMayBeFixedLongBeforeItIsReturned() {
            // t3 looked between the put and the take, although it returns last.
            assertTrue(timeboxed("t3 peek", "t1 put a", "t1 = ok", "t2 take", "t2 = a", "t1 put b", "t1 = ok", "t3 = a")
                    .isAccepted());
        }

        @Test
        void whoGotTheValueMayBeKnownOnlyLater() {
            // When t3 returns, either take may have got its value; only their returns tell which.
            assertTrue(timeboxed("t1 take", "t2 take", "t3 put a", "t3 = ok", "t3 put b", "t3 = ok", "t2 = a", "t1 = b").isAccepted());
            assertTrue(timeboxed("t1 take", "t2 take", "t3 put a", "t3 = ok", "t3 put b", "t3 = ok", "t2 = b", "t1 = a").isAccepted());
        }

        @Test
        void anOperationThatNeverReturnsMayHaveHappenedOrNot() {
            assertTrue(timeboxed("t1 put a", "t2 take", "t2 = a").isAccepted());
            assertTrue(timeboxed("t1 put a", "t2 peek", "t2 = -").isAccepted());
        }

        @Test
        void rejectsAValueThatNobodyPut() {
            assertRejectedAt(3, timeboxed("t1 put a", "t1 = ok", "t2 take", "t2 = b"));
        }

        @Test
        void rejectsAValueTakenTwice() {
            assertRejectedAt(5, timeboxed("t1 put a", "t1 = ok", "t2 take", "t3 take", "t2 = a", "t3 = a"));
        }

        @Test
        void rejectsALookAtAMomentThatHasPassed() {
            // The put has returned before the peek begins, and nobody takes.
            Verdict verdict = timeboxed("t1 put a", "t1 = ok", "t2 peek", "t2 = -");
            assertRejectedAt(3, verdict);
            assertTrue(verdict.reasons().get(0).contains("Peek(t2) would fix another result for t2"), verdict.reasons().toString());
        }

        @Test
        void rejectsAPutThatShouldHaveWaited() {
            assertRejectedAt(3, timeboxed("t1 put a", "t1 = ok", "t2 put b", "t2 = ok"));
        }
    }

    @Nested
    class FailsClosed {

        @Test
        void onAnEmptyTrace() {
            assertComplaint("the trace is empty", new Trace(Grade.POINTS, List.of()));
        }

        @Test
        void onAnUnknownAction() {
            assertComplaint("the specification has no action Jump; expected one of Call, ", Cells.trace(Grade.POINTS, "t1 Jump"));
        }

        @Test
        void onAnUnknownTask() {
            assertComplaint("no Peek with the task t9; expected one of t1, t2, t3", Cells.trace(Grade.POINTS, "t9 Peek"));
        }

        @Test
        void onAnUnknownResult() {
            assertComplaint("no Return with the argument c", Cells.trace(Grade.TIMEBOXED, "t1 take", "t1 = c"));
        }

        @Test
        void onAWrongNumberOfArguments() {
            assertComplaint("Peek takes [1] arguments", Cells.trace(Grade.POINTS, "t1 Peek t2"));
        }

        @Test
        void onAHiddenActionInATimeboxedTrace() {
            assertComplaint("shows calls and returns only", Cells.trace(Grade.TIMEBOXED, "t1 take", "t1 Take"));
        }

        private void assertComplaint(String complaint, Trace trace) {
            String message = assertThrows(TraceException.class, () -> judge.judge(trace)).getMessage();
            assertTrue(message.contains(complaint), message);
        }
    }

    /** Two takes wait, and a put meets one of them: the specification does not say which. */
    @Nested
    class AChoiceOfTheSpecification {
        private final Judge loose = new Judge(Cells.looseGraph(3));

        private Verdict judged(Grade grade, String... rest) {
            String[] points = {"t1 take", "t1 Wait", "t2 take", "t2 Wait", "t3 put a", "t3 Give", "t3 = ok"};
            String[] calls = {"t1 take", "t2 take", "t3 put a", "t3 = ok"};
            String[] begin = grade == Grade.POINTS ? points : calls;
            return loose.judge(Cells.trace(grade, Stream.concat(Arrays.stream(begin), Arrays.stream(rest)).toArray(String[]::new)));
        }

        @Test
        void isLeftOpenUntilTheTraceShowsIt() {
            assertTrue(judged(Grade.POINTS, "t1 Resume", "t1 = a").isAccepted());
            assertTrue(judged(Grade.POINTS, "t2 Resume", "t2 = a").isAccepted());
            assertTrue(judged(Grade.TIMEBOXED, "t1 = a").isAccepted());
            assertTrue(judged(Grade.TIMEBOXED, "t2 = a").isAccepted());
        }

        @Test
        void isOneChoiceOnly() {
            assertRejectedAt(9, judged(Grade.POINTS, "t1 Resume", "t1 = a", "t2 Resume"));
            assertRejectedAt(5, judged(Grade.TIMEBOXED, "t1 = a", "t2 = a"));
            assertRejectedAt(8, judged(Grade.POINTS, "t2 Resume", "t2 = b"));
        }
    }
}
