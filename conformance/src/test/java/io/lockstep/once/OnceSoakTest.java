package io.lockstep.once;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.waitgroup.WaitGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The production class, with no probe bound, under load. */
@Tag("production")
class OnceSoakTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");
    private static final int ONCES = QUICK ? 20_000 : 500_000;
    private static final int THREADS = QUICK ? 50_000 : 1_000_000;
    private static final int RUNNERS = 4;

    private final long seed = Long.getLong("lockstep.seed", System.nanoTime());
    private final ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();

    /** What a function prepares: written without synchronisation, so that only the Once makes it visible. */
    private static final class Prepared {
        private int value;
    }

    /**
     * A few threads race through many Onces, in the same order, while they are interrupted at random.
     * Every call that returns must see what the function has prepared.
     */
    @Test
    void everyCallSeesWhatTheFunctionDid() throws InterruptedException {
        System.out.println("soak once: seed " + seed + " (-Dlockstep.seed=" + seed + ")");
        Once[] onces = new Once[ONCES];
        Prepared[] prepared = new Prepared[ONCES];
        for (int i = 0; i < ONCES; i++) {
            onces[i] = new Once();
            prepared[i] = new Prepared();
        }
        AtomicInteger runs = new AtomicInteger();
        LongAdder interrupts = new LongAdder();
        List<Thread> runners = new ArrayList<>();
        for (int r = 0; r < RUNNERS; r++) {
            SplittableRandom random = new SplittableRandom(seed + r);
            runners.add(Thread.ofVirtual().uncaughtExceptionHandler((t, e) -> failures.add(e)).start(() -> {
                for (int i = 0; i < ONCES; ) {
                    if (pass(onces[i], prepared[i], runs, random)) i++;
                    else interrupts.increment();
                }
            }));
        }
        Thread interrupter = Thread.ofPlatform().daemon().start(() -> interruptAtRandom(runners));
        for (Thread runner : runners) runner.join();
        interrupter.interrupt();
        interrupter.join();
        assertEquals(List.of(), List.copyOf(failures));
        assertEquals(ONCES, runs.get(), "each function has run exactly once");
        assertTrue(interrupts.sum() > 0, "the run met no interrupt: no evidence");
    }

    private static boolean pass(Once once, Prepared prepared, AtomicInteger runs, SplittableRandom random) {
        Runnable function = () -> {
            prepared.value++;
            runs.incrementAndGet();
        };
        try {
            if (random.nextBoolean()) once.run(function);
            else once.runInterruptibly(function);
        } catch (InterruptedException e) {
            return false;
        }
        if (prepared.value != 1) throw new AssertionError("prepared " + prepared.value + " times as far as this caller sees");
        return true;
    }

    private void interruptAtRandom(List<Thread> threads) {
        SplittableRandom random = new SplittableRandom(seed);
        while (!Thread.currentThread().isInterrupted()) {
            threads.get(random.nextInt(threads.size())).interrupt();
            LockSupport.parkNanos(1_000 + random.nextInt(100_000)); // paces the storm: 1 to 101 µs
        }
    }

    @Test
    void manyThreadsThroughOneOnce() throws InterruptedException {
        Once once = new Once();
        AtomicInteger runs = new AtomicInteger();
        LongAdder passed = new LongAdder();
        WaitGroup group = new WaitGroup();
        for (int i = 0; i < THREADS; i++) {
            group.go(() -> {
                once.run(runs::incrementAndGet);
                passed.increment();
            });
        }
        group.await();
        assertEquals(1, runs.get());
        assertEquals(THREADS, passed.sum());
    }
}
