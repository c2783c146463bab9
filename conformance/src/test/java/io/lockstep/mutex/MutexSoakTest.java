package io.lockstep.mutex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.soak.Storm;
import io.lockstep.scope.Scope;
import java.util.Map;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("The production mutex, with no probe bound, under load:")
@Tag("production")
class MutexSoakTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final int TASKS = 8;
    private static final int LOCKS = Storm.amount(1_000_000, 50_000) / TASKS;

    private final Mutex mutex = new Mutex("soak");
    private final LongAdder got = new LongAdder();
    private final LongAdder interrupts = new LongAdder();
    private final LongAdder timeouts = new LongAdder();

    /** Guarded by the mutex, and by nothing else. */
    private long guarded;

    @Test
    @DisplayName("an interrupt storm loses no wake-up and no unlock")
    void interruptStorm() throws InterruptedException {
        Storm storm = new Storm(Storm.seed("mutex soak"));
        for (int t = 0; t < TASKS; t++) storm.start("locker-" + t, this::lockAgainAndAgain);
        storm.end();
        System.out.printf("mutex soak: %,d locked, %,d interrupts and %,d timeouts met%n", got.sum(), interrupts.sum(), timeouts.sum());
        int failed = 1;
        try {
            assertEquals(got.sum(), guarded, "every task was alone with the mutex");
            assertTrue(interrupts.sum() > 0 && timeouts.sum() > 0, "the run met no interrupt or no timeout: no evidence");
            assertEquals("Mutex[soak, free, normal, 0 waiting]", mutex.toString());
            failed = 0;
        } finally {
            Evidence.record("mutex", "soak", Map.of("run", LOCKS * TASKS, "failed", failed));
        }
    }

    private void lockAgainAndAgain(SplittableRandom random) {
        for (int i = 0; i < LOCKS; i++) {
            try {
                if (!lock(random)) {
                    timeouts.increment();
                    continue;
                }
                got.increment();
                guarded++;
                if (random.nextBoolean()) Thread.yield(); // while it is held, so that others wait
                mutex.unlock();
            } catch (InterruptedException e) {
                interrupts.increment();
            }
        }
    }

    private boolean lock(SplittableRandom random) throws InterruptedException {
        switch (random.nextInt(8)) {
            case 0 -> mutex.lock();
            case 1, 2, 3 -> mutex.lockInterruptibly();
            case 4 -> {
                return mutex.tryLock();
            }
            default -> {
                return mutex.tryLock(Storm.shortly(random));
            }
        }
        return true;
    }

    /**
     * How many turns the holder may take while somebody waits. In starvation mode nobody passes one who has
     * waited for 1 ms, in which it takes five; the rest is for threads that a busy machine does not let run.
     * Without that mode it often takes hundreds.
     */
    private static final int BOUND = 100;
    /** A machine may take the processors away from all waiters for a while, but not each time. */
    private static final int TRIES = 3;

    /** How long the hot holder works, in nanoseconds: long beside the gap between its unlock and its next lock. */
    private static final int HOLD = 200_000;
    /** Between two turns of a waiter, in nanoseconds: as long, so that all fifty are mostly waiting. */
    private static final int PAUSE = 200_000;

    /**
     * One thread locks, works, unlocks, and locks again at once; fifty others want the mutex from time
     * to time. Without a starvation mode they would get it only when the scheduler takes the processor away
     * from the first at the right moment.
     */
    @Test
    @DisplayName("a hot holder cannot keep fifty waiters waiting")
    void hotHolder(Scope scope) throws InterruptedException {
        long passed = mostTurnsInAWait(scope);
        for (int again = 1; passed > BOUND && again < TRIES; again++) passed = mostTurnsInAWait(scope);
        long most = passed;
        assertTrue(most <= BOUND, () -> "the holder has passed somebody " + most + " times, and more than " + BOUND
                + " times in each of " + TRIES + " runs");
    }

    private long mostTurnsInAWait(Scope scope) throws InterruptedException {
        int waiters = 50;
        int turns = QUICK ? 10 : 200;
        int most = 50 * turns; // if nobody has had to wait long until then, nobody will
        AtomicLong worst = new AtomicLong();
        Queue<Long> waits = new ConcurrentLinkedQueue<>();
        Queue<Long> passed = new ConcurrentLinkedQueue<>();
        AtomicBoolean over = new AtomicBoolean();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicLong holds = new AtomicLong();
        // In no scope: a virtual thread that spins would keep its carrier, and so the others from running at all.
        Thread hot = Thread.ofPlatform().start(() -> {
            while (!over.get()) {
                mutex.lock();
                holds.incrementAndGet();
                begun.countDown();
                work(HOLD);
                mutex.unlock();
            }
        });
        begun.await();
        for (int w = 0; w < waiters; w++) {
            scope.start("waiter-" + w, () -> {
                for (int i = 0; i < turns || i < most && worst.get() <= MutexCore.STARVATION_THRESHOLD; i++) {
                    long before = holds.get();
                    long start = System.nanoTime();
                    mutex.lock();
                    long wait = System.nanoTime() - start;
                    passed.add(holds.get() - before);
                    mutex.unlock();
                    waits.add(wait);
                    worst.accumulateAndGet(wait, Math::max);
                    LockSupport.parkNanos(PAUSE);
                }
            });
        }
        try {
            scope.join();
        } finally {
            over.set(true);
        }
        hot.join();
        System.out.printf("mutex soak: a hot holder (%,d turns) against %d waiters (%,d turns)%n", holds.get(), waiters, waits.size());
        long[] micros = waits.stream().mapToLong(nanos -> nanos / 1_000).sorted().toArray();
        long[] turnsOfHolder = passed.stream().mapToLong(Long::longValue).sorted().toArray();
        print("a wait in µs", micros);
        print("turns of the holder in a wait", turnsOfHolder);
        assertTrue(worst.get() > MutexCore.STARVATION_THRESHOLD, "nobody waited long: no evidence");
        return at(turnsOfHolder, 1);
    }

    private static void print(String what, long[] sorted) {
        System.out.printf("      %s: half %,d, 90 %% %,d, 99 %% %,d, 99.9 %% %,d, worst %,d%n", what,
                at(sorted, 0.5), at(sorted, 0.9), at(sorted, 0.99), at(sorted, 0.999), at(sorted, 1));
    }

    private static long at(long[] sorted, double share) {
        return sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    private static void work(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) Thread.onSpinWait();
    }

    @Test
    @DisplayName("a million virtual threads pass through, in crowds")
    void aMillionThreads(Scope scope) throws InterruptedException {
        int crowd = QUICK ? 10_000 : 100_000;
        int crowds = QUICK ? 1 : 10;
        long start = System.nanoTime();
        for (int c = 0; c < crowds; c++) {
            mutex.lock();
            for (int i = 0; i < crowd; i++) {
                scope.start("passes", () -> {
                    mutex.lock();
                    guarded++;
                    mutex.unlock();
                });
            }
            mutex.unlock();
            scope.join();
        }
        System.out.printf("mutex soak: %,d virtual threads in crowds of %,d, %.1f s%n", guarded, crowd,
                (System.nanoTime() - start) / 1e9);
        assertEquals((long) crowd * crowds, guarded);
        assertEquals("Mutex[soak, free, normal, 0 waiting]", mutex.toString());
    }
}
