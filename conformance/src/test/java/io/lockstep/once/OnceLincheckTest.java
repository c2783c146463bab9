package io.lockstep.once;

import static io.lockstep.conformance.lincheck.BlockingPrograms.concurrently;
import static io.lockstep.conformance.lincheck.BlockingPrograms.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.lincheck.AllowedResults;
import io.lockstep.conformance.lincheck.BlockingPrograms;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Lincheck on the production Once: whoever returns has seen what the function prepared, and the
 * specification allows the results. Lincheck's way of missing a fault is to pass, so there is also a Once
 * that it must reject: the tempting one.
 */
class OnceLincheckTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    /** What functions do not do here: call a Once of their own accord, or be interrupted. */
    private static final Set<String> NEVER = Set.of("Nest", "Fail", "RefuseInterrupted", "Withdraw");

    private static int scenarios;
    private static int failed;

    /** A Once whose function prepares something. A named class, since Lincheck does not see what a lambda captures. */
    abstract static class Subject implements Runnable, BlockingPrograms.Subject {
        volatile int prepared;

        @Override
        public void run() {
            prepared = prepared + 1;
        }

        @Override
        public String perform(Op op) {
            call();
            if (prepared != 1) throw new AssertionError("returned when it was prepared " + prepared + " times");
            return "ok";
        }

        abstract void call();
    }

    /** The Once that users get, but for what it shares with all others. */
    static final class Production extends Subject {
        // With calls of its own: Lincheck may give up a run inside a section, which the next one needs.
        private final Once once = new Once(new OnceCalls(), "once", false);

        @Override
        void call() {
            once.run(this);
        }
    }

    /** One compare-and-set decides who runs the function, and all others return. */
    static final class CasThenRun extends Subject {
        private final AtomicBoolean begun = new AtomicBoolean();

        @Override
        void call() {
            if (begun.compareAndSet(false, true)) run();
        }
    }

    private static Set<String> allowed(Program program) {
        OnceProgram room = new OnceProgram();
        return AllowedResults.of(room::call, new Graph(room.model(program.tasks().size()).load()), program,
                step -> !NEVER.contains(step.action()));
    }

    @Test
    void twoCallersReturnAfterTheEnd() {
        accepts("t1: run(A) | t2: run(A); run(A)");
    }

    @Test
    void threeCallersReturnAfterTheEnd() {
        assumeFalse(QUICK, "for full effort");
        accepts("t1: run(A) | t2: run(A) | t3: run(A)");
    }

    private static void accepts(String text) {
        Program program = Program.parse(text);
        Set<String> allowed = allowed(program);
        scenarios++;
        failed++;
        assertDoesNotThrow(() -> concurrently(QUICK ? 50 : 200, () -> run(new Production(), program, allowed)));
        failed--;
    }

    @Test
    void theTemptingVersionIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        Program program = Program.parse("t1: run(A) | t2: run(A)");
        Set<String> allowed = allowed(program);
        String message = assertThrows(LincheckAssertionError.class,
                () -> concurrently(1_000, () -> run(new CasThenRun(), program, allowed))).getMessage();
        assertTrue(message.contains("returned when it was prepared 0 times"), message);
    }

    @AfterAll
    static void record() {
        Evidence.record("once", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
