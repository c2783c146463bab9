package io.lockstep.cond;

import static io.lockstep.conformance.lincheck.BlockingPrograms.concurrently;
import static io.lockstep.conformance.lincheck.BlockingPrograms.run;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.lincheck.BlockingPrograms;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.mutex.Mutex;
import java.util.Map;
import java.util.Set;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Lincheck on programs that wait on the production condition variable: under no schedule does a thread wait
 * for good. One that would must be found.
 */
class CondLincheckTest {

    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));

    private static int scenarios;
    private static int failed;

    /** A mailbox for one letter at a time. */
    private static final class Mailbox implements BlockingPrograms.Subject {
        private final boolean looksTooEarly;
        private final Mutex mutex = new Mutex();
        private final Cond emptied = new Cond(mutex);
        private final Cond filled = new Cond(mutex);
        private boolean full;

        Mailbox(boolean looksTooEarly) {
            this.looksTooEarly = looksTooEarly;
        }

        @Override
        public String perform(Op op) {
            if (op.name().equals("put")) put();
            else take();
            return "ok";
        }

        private void put() {
            boolean waits = looksTooEarly && full;
            mutex.lock();
            if (looksTooEarly) {
                if (waits) emptied.awaitUninterruptibly();
            } else {
                while (full) emptied.awaitUninterruptibly();
            }
            full = true;
            filled.signal();
            mutex.unlock();
        }

        private void take() {
            mutex.lock();
            while (!full) filled.awaitUninterruptibly();
            full = false;
            emptied.signal();
            mutex.unlock();
        }
    }

    private static final Program TWO_LETTERS = Program.parse("t1: put; put | t2: take; take");
    private static final Set<String> ALL_END = Set.of("[[ok, ok], [ok, ok]]");

    @Test
    void aMailboxNeverHangs() {
        scenarios++;
        failed++;
        concurrently(QUICK ? 100 : 400, () -> run(new Mailbox(false), TWO_LETTERS, ALL_END));
        failed--;
    }

    /** It looks whether the mailbox is full before it locks, and waits for what has happened already. */
    @Test
    void aLookTooEarlyHangs() {
        assumeFalse(QUICK, "canaries are for full effort");
        LincheckAssertionError e = assertThrows(LincheckAssertionError.class,
                () -> concurrently(5_000, () -> run(new Mailbox(true), TWO_LETTERS, ALL_END)));
        assertTrue(e.getMessage().contains("has hung"), e.getMessage());
    }

    @AfterAll
    static void record() {
        Evidence.record("cond", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
