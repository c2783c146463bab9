package io.lockstep.waitgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.soak.Storm;
import io.lockstep.scope.Scope;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The production class, with no probe bound, under load. */
@Tag("production")
class WaitGroupSoakTest {

    private static final int ROUNDS = Storm.amount(50_000, 2_000);
    private static final int TASKS = Storm.amount(1_000_000, 50_000);
    private static final int WORKERS = 3;
    private static final int WAITERS = 3;

    private static int run;
    private static int failed;

    /**
     * Round after round a few tasks work and a few wait, some of them not for long, all of them
     * interrupted at random. An await that says that all is done must see the work, which nothing else
     * makes visible within the round.
     */
    @Test
    void whoeverIsReleasedSeesTheWork() throws InterruptedException {
        run += ROUNDS;
        failed++;
        Storm storm = new Storm(Storm.seed("soak waitgroup"));
        WaitGroup group = new WaitGroup("soak");
        LongAdder inVain = new LongAdder();
        Phaser barrier = new Phaser(WORKERS + WAITERS);
        int[] work = new int[WORKERS];
        for (int w = 0; w < WORKERS; w++) {
            int worker = w;
            storm.start("worker-" + w, random -> {
                for (int round = 1; round <= ROUNDS; round++) {
                    if (worker == 0) group.add(WORKERS);
                    barrier.arriveAndAwaitAdvance();
                    work[worker] = round;
                    group.done();
                    barrier.arriveAndAwaitAdvance();
                }
            });
        }
        for (int w = 0; w < WAITERS; w++) {
            storm.start("waiter-" + w, random -> {
                for (int round = 1; round <= ROUNDS; round++) {
                    barrier.arriveAndAwaitAdvance();
                    untilDone(group, random, inVain);
                    for (int last : work) if (last != round) throw new AssertionError("released before the work was done or seen");
                    barrier.arriveAndAwaitAdvance();
                }
            });
        }
        storm.end();
        assertEquals("WaitGroup[soak, 0 to do, 0 waiting]", group.toString());
        assertTrue(inVain.sum() > 0, "the run met neither interrupt nor timeout: no evidence");
        failed--;
    }

    private static void untilDone(WaitGroup group, SplittableRandom random, LongAdder inVain) {
        for (;;) {
            try {
                boolean done = true;
                if (random.nextInt(4) == 0) done = group.await(Storm.shortly(random));
                else group.await();
                if (done) return;
            } catch (InterruptedException e) {
                // once more
            }
            inVain.increment();
        }
    }

    @Test
    void manyTasksInOneGroup() throws InterruptedException {
        run += TASKS;
        failed++;
        WaitGroup group = new WaitGroup("many");
        LongAdder done = new LongAdder();
        for (int i = 0; i < TASKS; i++) group.go(done::increment);
        group.await();
        assertEquals(TASKS, done.sum());
        assertEquals("WaitGroup[many, 0 to do, 0 waiting]", group.toString());
        failed--;
    }

    @Test
    void oneStepToZeroReleasesManyThreads(Scope scope) throws InterruptedException {
        int waiters = Math.min(100_000, TASKS / 10);
        run += waiters;
        failed++;
        WaitGroup group = new WaitGroup("gate");
        group.add(1);
        LongAdder released = new LongAdder();
        for (int i = 0; i < waiters; i++) {
            scope.start("waiter", () -> {
                group.await();
                released.increment();
            });
        }
        while (!group.toString().endsWith(" " + waiters + " waiting]")) LockSupport.parkNanos(1_000_000);
        group.done();
        scope.join();
        assertEquals(waiters, released.sum());
        assertEquals("WaitGroup[gate, 0 to do, 0 waiting]", group.toString());
        failed--;
    }

    @AfterAll
    static void record() {
        Evidence.record("waitgroup", "soak", Map.of("run", run, "failed", failed));
    }
}
