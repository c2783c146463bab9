package io.lockstep.waitgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The production class, with no probe bound, under load. */
@Tag("production")
class WaitGroupSoakTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");
    private static final int ROUNDS = QUICK ? 2_000 : 50_000;
    private static final int TASKS = QUICK ? 50_000 : 1_000_000;
    private static final int WORKERS = 3;
    private static final int WAITERS = 3;

    private final long seed = Long.getLong("lockstep.seed", System.nanoTime());
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /**
     * Round after round a few tasks work and a few wait, some of them not for long, interrupted at
     * random. An await that says that all is done must see the work, which nothing else makes visible.
     */
    @Test
    void whoeverIsReleasedSeesTheWork() throws InterruptedException {
        System.out.println("soak waitgroup: seed " + seed + " (-Dlockstep.seed=" + seed + ")");
        WaitGroup group = new WaitGroup("soak");
        LongAdder inVain = new LongAdder();
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < ROUNDS; round++) {
            int[] work = new int[WORKERS];
            group.add(WORKERS);
            List<Thread> waiters = new ArrayList<>();
            for (int w = 0; w < WAITERS; w++) {
                SplittableRandom own = random.split();
                waiters.add(start(() -> untilDone(group, work, own, inVain)));
            }
            List<Thread> everybody = new ArrayList<>(waiters);
            for (int w = 0; w < WORKERS; w++) {
                int worker = w;
                everybody.add(start(() -> {
                    work[worker] = 1;
                    group.done();
                }));
            }
            waiters.get(random.nextInt(WAITERS)).interrupt();
            for (Thread thread : everybody) thread.join();
        }
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals("WaitGroup[soak, 0 to do, 0 waiting]", group.toString());
        assertTrue(inVain.sum() > 0, "the run met neither interrupt nor timeout: no evidence");
    }

    private Thread start(Runnable task) {
        return Thread.ofVirtual().uncaughtExceptionHandler((t, e) -> failures.add(e)).start(task);
    }

    private static void untilDone(WaitGroup group, int[] work, SplittableRandom random, LongAdder inVain) {
        for (;;) {
            try {
                boolean done = true;
                if (random.nextInt(4) == 0) done = group.await(Duration.ofNanos(random.nextInt(20_000)));
                else group.await();
                if (done) break;
            } catch (InterruptedException e) {
                // once more
            }
            inVain.increment();
        }
        for (int worked : work) if (worked != 1) throw new AssertionError("released before the work was done or seen");
    }

    @Test
    void manyTasksInOneGroup() throws InterruptedException {
        WaitGroup group = new WaitGroup("many");
        LongAdder done = new LongAdder();
        for (int i = 0; i < TASKS; i++) group.go(done::increment);
        group.await();
        assertEquals(TASKS, done.sum());
        assertEquals("WaitGroup[many, 0 to do, 0 waiting]", group.toString());
    }

    @Test
    void oneStepToZeroReleasesManyThreads() throws InterruptedException {
        int waiters = QUICK ? 5_000 : 100_000;
        WaitGroup group = new WaitGroup("gate");
        group.add(1);
        List<Thread> threads = new ArrayList<>(waiters);
        for (int i = 0; i < waiters; i++) {
            threads.add(start(() -> {
                try {
                    group.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }));
        }
        while (!group.toString().endsWith(" " + waiters + " waiting]")) LockSupport.parkNanos(1_000_000);
        group.done();
        for (Thread thread : threads) thread.join();
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals("WaitGroup[gate, 0 to do, 0 waiting]", group.toString());
    }
}
