package io.lockstep.cond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.mutex.Mutex;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");
    private static final int WAITS = QUICK ? 20_000 : 1_000_000;
    private static final int PATIENT = 4;
    private static final int RESTLESS = 8;
    /** A signal that has not been taken for so long is lost. */
    private static final Duration LOST = Duration.ofSeconds(20);

    private final long seed = Long.getLong("lockstep.seed", System.nanoTime());
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
     * Patient threads wait for signals only; restless ones are interrupted, and wait for microseconds. A signal
     * is sent only if more patient threads wait than signals are under way, so that it finds somebody for
     * certain. So every signal must be taken.
     */
    @Test
    @DisplayName("an interrupt storm loses no signal")
    void interruptStorm() throws InterruptedException {
        List<Thread> restless = new ArrayList<>();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < PATIENT; i++) all.add(Thread.startVirtualThread(this::waitPatiently));
        for (int i = 0; i < RESTLESS; i++) {
            SplittableRandom random = new SplittableRandom(seed + i);
            restless.add(Thread.startVirtualThread(() -> waitRestlessly(random)));
        }
        all.addAll(restless);
        Thread storm = Thread.ofPlatform().daemon().start(() -> interruptAtRandom(restless));
        while (waits.get() < WAITS) signal();
        awaitTaken();
        mutex.lock();
        over = true;
        cond.broadcast();
        mutex.unlock();
        for (Thread thread : all) thread.join();
        storm.interrupt();
        storm.join();
        System.out.printf("soak: cond, %,d waits, %,d signals taken, %,d interrupts and %,d timeouts met, seed %d%n",
                waits.get(), taken, interrupts.sum(), timeouts.sum(), seed);
        assertTrue(interrupts.sum() > 0 && timeouts.sum() > 0 && taken > 0, "the run met no interrupt, timeout or signal: no evidence");
        assertEquals("Cond[soak, 0 waiting]", cond.toString());
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
            assertTrue(System.nanoTime() - start < LOST.toNanos(), () -> missing + " signals have been lost, seed " + seed);
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
                if (cond.await(Duration.ofNanos(random.nextInt(100_000)))) {
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

    private void interruptAtRandom(List<Thread> threads) {
        SplittableRandom random = new SplittableRandom(seed);
        while (!Thread.interrupted()) {
            threads.get(random.nextInt(threads.size())).interrupt();
            LockSupport.parkNanos(20_000);
        }
    }
}
