package io.lockstep.cond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.soak.Storm;
import io.lockstep.mutex.Mutex;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The production condition variable, with no probe bound, under load:")
@Tag("production")
class CondSoakTest {

    private static final int WAITS = Storm.amount(1_000_000, 20_000);
    private static final int PATIENT = 4;
    private static final int RESTLESS = 8;
    /** A signal that has not been taken for so long is lost. */
    private static final Duration LOST = Duration.ofSeconds(20);

    private final Mutex mutex = new Mutex();
    private final Cond cond = new Cond(mutex, "soak");
    private final AtomicLong waits = new AtomicLong();
    private final LongAdder interrupts = new LongAdder();
    private final LongAdder timeouts = new LongAdder();

    // Guarded by the mutex.
    private long sent;
    private long taken;
    private int patient;
    private boolean over;

    /*
     * Patient threads wait whatever interrupts come; restless ones give up at interrupts, and after microseconds.
     * A signal is sent only if more patient threads wait than signals are under way, so that it finds somebody
     * for certain. So every signal must be taken.
     */
    @Test
    @DisplayName("an interrupt storm loses no signal")
    void interruptStorm() throws InterruptedException {
        Storm storm = new Storm(Storm.seed("cond soak"));
        for (int i = 0; i < PATIENT; i++) storm.start("patient-" + i, random -> waitPatiently());
        for (int i = 0; i < RESTLESS; i++) storm.start("restless-" + i, this::waitRestlessly);
        int failed = 1;
        try {
            while (waits.get() < WAITS) signal();
            awaitTaken();
            release();
            storm.end();
            assertTrue(interrupts.sum() > 0 && timeouts.sum() > 0 && taken > 0,
                    "the run met no interrupt, timeout or signal: no evidence");
            assertEquals("Cond[soak, 0 waiting]", cond.toString());
            failed = 0;
        } finally {
            Evidence.record("cond", "soak", Map.of("run", waits.get(), "failed", failed));
        }
        System.out.printf("cond soak: %,d waits, %,d signals taken, %,d interrupts and %,d timeouts met%n",
                waits.get(), taken, interrupts.sum(), timeouts.sum());
    }

    private void release() {
        mutex.lock();
        over = true;
        cond.broadcast();
        mutex.unlock();
    }

    private void signal() {
        mutex.lock();
        if (patient > sent - taken) {
            sent++;
            cond.signal();
        }
        mutex.unlock();
    }

    private void awaitTaken() {
        long start = System.nanoTime();
        for (;;) {
            mutex.lock();
            long missing = sent - taken;
            mutex.unlock();
            if (missing == 0) return;
            assertTrue(System.nanoTime() - start < LOST.toNanos(), () -> missing + " signals have been lost");
            LockSupport.parkNanos(100_000);
        }
    }

    private void waitPatiently() {
        mutex.lock();
        while (!over) {
            patient++;
            waits.incrementAndGet();
            cond.awaitUninterruptibly();
            patient--;
            if (!over) taken++;
        }
        mutex.unlock();
    }

    private void waitRestlessly(SplittableRandom random) {
        mutex.lock();
        while (!over) {
            waits.incrementAndGet();
            try {
                if (cond.await(Storm.shortly(random))) {
                    if (!over) taken++;
                } else {
                    timeouts.increment();
                }
            } catch (InterruptedException e) {
                interrupts.increment();
            }
        }
        mutex.unlock();
    }
}
