package io.lockstep.once;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.soak.Storm;
import io.lockstep.waitgroup.WaitGroup;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The production class, with no probe bound, under load. */
@Tag("production")
class OnceSoakTest {

    private static final int ONCES = Storm.amount(500_000, 20_000);
    private static final int THREADS = Storm.amount(1_000_000, 50_000);
    private static final int RUNNERS = 4;

    private static int run;
    private static int failed;

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
        run += ONCES;
        failed++;
        long seed = Storm.seed("soak once");
        Once[] onces = new Once[ONCES];
        Prepared[] prepared = new Prepared[ONCES];
        for (int i = 0; i < ONCES; i++) {
            onces[i] = new Once();
            prepared[i] = new Prepared();
        }
        AtomicInteger runs = new AtomicInteger();
        LongAdder interrupts = new LongAdder();
        Storm storm = new Storm(seed);
        for (int r = 0; r < RUNNERS; r++) {
            storm.start("runner-" + r, random -> {
                for (int i = 0; i < ONCES; ) {
                    if (pass(onces[i], prepared[i], runs, random)) i++;
                    else interrupts.increment();
                }
            });
        }
        storm.end();
        assertEquals(ONCES, runs.get(), "each function has run exactly once");
        System.out.printf("soak once: %,d of them, %,d interrupts met%n", ONCES, interrupts.sum());
        assertTrue(interrupts.sum() > 0, "the run met no interrupt: no evidence");
        failed--;
    }

    private static boolean pass(Once once, Prepared prepared, AtomicInteger runs, SplittableRandom random) {
        boolean slow = random.nextInt(16) == 0;
        Runnable function = () -> {
            if (slow) Thread.yield(); // so that others come while it runs
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

    @Test
    void manyThreadsThroughOneOnce() throws InterruptedException {
        run += THREADS;
        failed++;
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
        failed--;
    }

    @AfterAll
    static void record() {
        Evidence.record("once", "soak", Map.of("run", run, "failed", failed));
    }
}
