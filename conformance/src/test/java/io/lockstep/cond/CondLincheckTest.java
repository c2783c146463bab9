package io.lockstep.cond;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.lincheck.SemaphoreParker;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.mutex.Mutex;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jetbrains.lincheck.Lincheck;
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
    private static final class Mailbox {
        private final Mutex mutex = new Mutex();
        private final Cond emptied = new Cond(mutex);
        private final Cond filled = new Cond(mutex);
        private boolean full;

        void put(boolean looksTooEarly) {
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

        void take() {
            mutex.lock();
            while (!full) filled.awaitUninterruptibly();
            full = false;
            emptied.signal();
            mutex.unlock();
        }
    }

    /** Puts letters, or takes them. */
    private static final class Worker extends SemaphoreParker.Worker {
        private final Mailbox mailbox;
        private final boolean puts;
        private final boolean looksTooEarly;
        private final int letters;

        Worker(Mailbox mailbox, boolean puts, boolean looksTooEarly, int letters) {
            this.mailbox = mailbox;
            this.puts = puts;
            this.looksTooEarly = looksTooEarly;
            this.letters = letters;
        }

        @Override
        protected void work() {
            for (int i = 0; i < letters; i++) {
                if (puts) mailbox.put(looksTooEarly);
                else mailbox.take();
            }
        }
    }

    private static void run(boolean looksTooEarly, int letters) {
        Mailbox mailbox = new Mailbox();
        List<Worker> workers = new ArrayList<>();
        workers.add(new Worker(mailbox, true, looksTooEarly, letters));
        workers.add(new Worker(mailbox, false, false, letters));
        for (Thread worker : workers) worker.start();
        try {
            for (Thread worker : workers) worker.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        for (Worker worker : workers) worker.check();
    }

    private static void concurrently(int invocations, Runnable test) {
        TestProbe.Binding binding = TestProbe.bind(new SemaphoreParker());
        try {
            Lincheck.runConcurrentTest(invocations, test);
        } finally {
            binding.close();
        }
    }

    @Test
    void aMailboxNeverHangs() {
        scenarios++;
        failed++;
        concurrently(QUICK ? 100 : 400, () -> run(false, 2));
        failed--;
    }

    /** It looks whether the mailbox is full before it locks, and waits for what has happened already. */
    @Test
    void aLookTooEarlyHangs() {
        assumeFalse(QUICK, "canaries are for full effort");
        LincheckAssertionError e = assertThrows(LincheckAssertionError.class, () -> concurrently(5_000, () -> run(true, 2)));
        assertTrue(e.getMessage().contains("has hung"), e.getMessage());
    }

    @AfterAll
    static void record() {
        Evidence.record("cond", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
