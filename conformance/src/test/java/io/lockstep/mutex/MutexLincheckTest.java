package io.lockstep.mutex;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.lincheck.AllowedResults;
import io.lockstep.conformance.lincheck.SemaphoreParker;
import io.lockstep.conformance.lincheck.SequentialTable;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.conformance.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jetbrains.lincheck.Lincheck;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Lincheck on the production mutex; the specification says what is right. What Lincheck must reject stands
 * beside what it must accept.
 */
class MutexLincheckTest {

    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final Set<String> INTERRUPTS = Set.of("RefuseInterrupted", "Withdraw");

    /** Written out before Lincheck instruments what it runs, which a model checker would not survive. */
    private static final SequentialTable TABLE = SequentialTable.of(new Graph(new MutexProgram().model(1).load()), "t1",
            List.of(List.of("tryLock"), List.of("unlock")), INTERRUPTS);

    private static int scenarios;
    private static int failed;

    /** The operations of the production mutex that do not block. */
    public static class Production {
        private final Mutex mutex = new Mutex();

        @Operation
        public String tryLock() {
            return mutex.tryLock() ? "locked" : "not ready";
        }

        @Operation
        public String unlock() {
            try {
                mutex.unlock();
                return "unlocked";
            } catch (IllegalMonitorStateException e) {
                return "unlock of unlocked mutex";
            }
        }
    }

    /** Looks whether it is free, and then takes it. */
    public static class CheckThenAct {
        private final AtomicBoolean held = new AtomicBoolean();

        @Operation
        public String tryLock() {
            if (held.get()) return "not ready";
            held.set(true);
            return "locked";
        }

        @Operation
        public String unlock() {
            return held.getAndSet(false) ? "unlocked" : "unlock of unlocked mutex";
        }
    }

    /** The specification, as Lincheck wants it: the same operations, one after the other. */
    public static class Specification {
        private final SequentialTable.SequentialObject mutex = TABLE.object();

        public String tryLock() {
            return mutex.perform("tryLock");
        }

        public String unlock() {
            return mutex.perform("unlock");
        }
    }

    private static void run(Options<?, ?> options, int iterations, Class<?> subject) {
        options.iterations(iterations).threads(2).actorsPerThread(3).actorsBefore(1).actorsAfter(1)
                .minimizeFailedScenario(false).sequentialSpecification(Specification.class);
        options.check(subject);
    }

    private static void accepts(Options<?, ?> options, int iterations) {
        scenarios += iterations;
        failed++;
        assertDoesNotThrow(() -> run(options, iterations, Production.class));
        failed--;
    }

    @Test
    void tryLockAndUnlockAreLinearizable() {
        accepts(new ModelCheckingOptions().invocationsPerIteration(100), QUICK ? 1 : 4);
    }

    @Test
    void tryLockAndUnlockUnderStress() {
        accepts(new StressOptions().invocationsPerIteration(200), QUICK ? 1 : 3);
    }

    @Test
    void aCheckThenActIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        assertThrows(LincheckAssertionError.class,
                () -> run(new ModelCheckingOptions().invocationsPerIteration(200), 20, CheckThenAct.class));
    }

    /** Locks, adds to what the mutex guards, and unlocks, as often as it is told. */
    private static final class Adder extends SemaphoreParker.Worker {
        private final Mutex mutex;
        private final int[] guarded;
        private final int times;
        private final List<String> results = new ArrayList<>();

        Adder(Mutex mutex, int[] guarded, int times) {
            this.mutex = mutex;
            this.guarded = guarded;
            this.times = times;
        }

        @Override
        protected void work() {
            for (int i = 0; i < times; i++) {
                mutex.lock();
                results.add("locked");
                guarded[0]++;
                mutex.unlock();
                results.add("unlocked");
            }
        }
    }

    private static void run(int[] times, Set<String> allowed) {
        Mutex mutex = new Mutex();
        int[] guarded = new int[1];
        List<Adder> adders = new ArrayList<>();
        int sum = 0;
        for (int n : times) {
            adders.add(new Adder(mutex, guarded, n));
            sum += n;
        }
        for (Thread adder : adders) adder.start();
        try {
            for (Thread adder : adders) adder.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        List<List<String>> results = new ArrayList<>();
        for (Adder adder : adders) {
            adder.check();
            results.add(adder.results);
        }
        String text = AllowedResults.text(results);
        if (!allowed.contains(text)) throw new AssertionError(text + " is none of the results that the specification allows: " + allowed);
        if (guarded[0] != sum) throw new AssertionError("an update was lost: " + guarded[0] + " instead of " + sum);
    }

    private static void concurrently(Runnable test) {
        TestProbe.Binding binding = TestProbe.bind(new SemaphoreParker());
        try {
            Lincheck.runConcurrentTest(QUICK ? 100 : 400, test);
        } finally {
            binding.close();
        }
    }

    @Test
    void blockingLocksExcludeEachOther() {
        MutexProgram room = new MutexProgram();
        Program program = Program.parse("t1: lock; unlock; lock; unlock | t2: lock; unlock");
        Set<String> allowed = AllowedResults.of(room::call, new Graph(room.model(2).load()), program,
                step -> !INTERRUPTS.contains(step.action()));
        scenarios++;
        failed++;
        concurrently(() -> run(new int[] {2, 1}, allowed));
        failed--;
    }

    @Test
    void aResultThatIsNotAllowedIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        LincheckAssertionError e = assertThrows(LincheckAssertionError.class,
                () -> concurrently(() -> run(new int[] {1, 1}, Set.of("nothing"))));
        assertTrue(e.getMessage().contains("is none of the results"), e.getMessage());
    }

    @AfterAll
    static void record() {
        Evidence.record("mutex", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
