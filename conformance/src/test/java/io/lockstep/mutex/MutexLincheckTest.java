package io.lockstep.mutex;

import static io.lockstep.conformance.lincheck.BlockingPrograms.concurrently;
import static io.lockstep.conformance.lincheck.BlockingPrograms.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.lincheck.AllowedResults;
import io.lockstep.conformance.lincheck.BlockingPrograms;
import io.lockstep.conformance.lincheck.SequentialTable;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
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

    private static void check(Options<?, ?> options, int iterations, Class<?> subject) {
        options.iterations(iterations).threads(2).actorsPerThread(3).actorsBefore(1).actorsAfter(1)
                .minimizeFailedScenario(false).sequentialSpecification(Specification.class);
        options.check(subject);
    }

    private static void accepts(Options<?, ?> options, int iterations) {
        scenarios += iterations;
        failed++;
        assertDoesNotThrow(() -> check(options, iterations, Production.class));
        failed--;
    }

    @Test
    void tryLockAndUnlockAreLinearizable() {
        assumeFalse(QUICK, "for full effort");
        accepts(new ModelCheckingOptions().invocationsPerIteration(100), 4);
    }

    @Test
    void tryLockAndUnlockUnderStress() {
        assumeFalse(QUICK, "for full effort");
        accepts(new StressOptions().invocationsPerIteration(200), 3);
    }

    @Test
    void aCheckThenActIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        assertThrows(LincheckAssertionError.class,
                () -> check(new ModelCheckingOptions().invocationsPerIteration(200), 20, CheckThenAct.class));
    }

    /** A mutex and what it guards: whoever holds the mutex adds to it. */
    private static final class Guarded implements BlockingPrograms.Subject {
        private final Mutex mutex = new Mutex();
        private int sum;

        @Override
        public String perform(Op op) {
            if (op.name().equals("lock")) {
                mutex.lock();
                sum++;
                return "locked";
            }
            mutex.unlock();
            return "unlocked";
        }
    }

    private static final Program PROGRAM = Program.parse("t1: lock; unlock; lock; unlock | t2: lock; unlock");
    private static final int LOCKS = 3;

    private static void runGuarded(Set<String> allowed) {
        Guarded guarded = new Guarded();
        run(guarded, PROGRAM, allowed);
        if (guarded.sum != LOCKS) throw new AssertionError("an update was lost: " + guarded.sum + " instead of " + LOCKS);
    }

    @Test
    void blockingLocksExcludeEachOther() {
        MutexProgram room = new MutexProgram();
        Set<String> allowed = AllowedResults.of(room::call, new Graph(room.model(2).load()), PROGRAM,
                step -> !INTERRUPTS.contains(step.action()));
        scenarios++;
        failed++;
        concurrently(QUICK ? 100 : 400, () -> runGuarded(allowed));
        failed--;
    }

    @Test
    void aResultThatIsNotAllowedIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        LincheckAssertionError e = assertThrows(LincheckAssertionError.class,
                () -> concurrently(100, () -> runGuarded(Set.of("nothing"))));
        assertTrue(e.getMessage().contains("is none of the results"), e.getMessage());
    }

    @AfterAll
    static void record() {
        Evidence.record("mutex", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
