package io.lockstep.waitgroup;

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
import io.lockstep.seam.Seam;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Lincheck on the production WaitGroup; the specification says what is right. Lincheck's way of missing
 * a fault is to pass, so each suite also runs on a group that it must reject.
 */
class WaitGroupLincheckTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final Set<String> INTERRUPTS = Set.of("RefuseInterrupted", "Withdraw");

    private static int scenarios;
    private static int failed;

    /** A group by the words of the specification. A named class, since Lincheck does not see what a lambda captures. */
    abstract static class Group implements BlockingPrograms.Subject {
        @Override
        public String perform(Op op) throws InterruptedException {
            return switch (op.name()) {
                case "add" -> add(Integer.parseInt(op.args().get(0)));
                case "done" -> add(-1);
                default -> await();
            };
        }

        abstract String add(int delta);

        abstract String tryAwait();

        abstract String await() throws InterruptedException;
    }

    /** The group that users get, with a small limit. */
    static final class Production extends Group {
        private final WaitGroup group = new WaitGroup("group", WaitGroupProgram.LIMIT);

        @Override
        String add(int delta) {
            try {
                group.add(delta);
                return "ok";
            } catch (WaitGroupMisuseException e) {
                String message = e.getMessage();
                return message.startsWith("neg") ? "negative WaitGroup counter"
                        : message.startsWith("WaitGroup counter") ? "WaitGroup counter overflow"
                        : "WaitGroup is reused before previous Wait has returned";
            }
        }

        @Override
        String tryAwait() {
            try {
                return group.await(Duration.ZERO) ? "ok" : "not ready";
            } catch (InterruptedException e) {
                throw new AssertionError("a try-form ignores interrupts", e);
            }
        }

        @Override
        String await() throws InterruptedException {
            group.await();
            return "ok";
        }
    }

    /** Adds in two steps, and wakes before it says why. */
    static final class Faulty extends Group {
        private volatile int count;
        private volatile Thread waiter;
        private volatile boolean released;

        @Override
        String add(int delta) {
            int sum = count + delta;
            if (sum < 0) return "negative WaitGroup counter";
            if (sum > WaitGroupProgram.LIMIT) return "WaitGroup counter overflow";
            count = sum;
            if (sum == 0 && waiter != null) {
                Seam.unpark(waiter);
                released = true;
            }
            return "ok";
        }

        @Override
        String tryAwait() {
            return count == 0 ? "ok" : "not ready";
        }

        @Override
        String await() {
            waiter = Thread.currentThread();
            if (count == 0) return "ok";
            while (!released) Seam.park(this);
            return "ok";
        }
    }

    /** The operations of a group that do not block. */
    public abstract static class TryOperations {
        private final Group group;

        TryOperations(Group group) {
            this.group = group;
        }

        @Operation
        public String add(@Param(gen = IntGen.class, conf = "-1:2") int delta) {
            return group.add(delta);
        }

        @Operation
        public String tryAwait() {
            return group.tryAwait();
        }
    }

    /** Of the group that users get. */
    public static class ProductionTries extends TryOperations {
        public ProductionTries() {
            super(new Production());
        }
    }

    /** Of one that loses updates. */
    public static class FaultyTries extends TryOperations {
        public FaultyTries() {
            super(new Faulty());
        }
    }

    /** The specification, as Lincheck wants it: the same operations, one after the other. */
    public static class Specification {
        private static final SequentialTable TABLE = SequentialTable.of(new Graph(new WaitGroupProgram().model(1).load()), "t1",
                List.of(List.of("add", "-1"), List.of("add", "0"), List.of("add", "1"), List.of("add", "2"),
                        List.of("tryAwait", "0")), INTERRUPTS);

        private final SequentialTable.SequentialObject group = TABLE.object();

        public String add(int delta) {
            return group.perform("add", Integer.toString(delta));
        }

        public String tryAwait() {
            return group.perform("tryAwait", "0");
        }
    }

    private static void check(int iterations, Class<?> subject) {
        new ModelCheckingOptions().invocationsPerIteration(100).iterations(iterations).threads(2).actorsPerThread(3)
                .actorsBefore(1).actorsAfter(1).minimizeFailedScenario(false).sequentialSpecification(Specification.class)
                .check(subject);
    }

    private static void passes(Executable suite) {
        failed++;
        assertDoesNotThrow(suite);
        failed--;
    }

    @Test
    void tryOperationsAreLinearizable() {
        assumeFalse(QUICK, "for full effort");
        int iterations = 2;
        scenarios += iterations;
        passes(() -> check(iterations, ProductionTries.class));
    }

    @Test
    void aLostUpdateIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        assertThrows(LincheckAssertionError.class, () -> check(20, FaultyTries.class));
    }

    @Test
    void aWaiterIsReleasedByTheLastDone() {
        accepts("t1: add(1); done | t2: await");
    }

    @Test
    void aRoundThatBeginsTooEarlyIsTold() {
        assumeFalse(QUICK, "for full effort");
        accepts("t1: await | t2: add(1); done; add(1); done");
    }

    private static void accepts(String text) {
        Program program = Program.parse(text);
        WaitGroupProgram room = new WaitGroupProgram();
        Set<String> allowed = AllowedResults.of(room::call, new Graph(room.model(program.tasks().size()).load()), program,
                step -> !INTERRUPTS.contains(step.action()));
        scenarios++;
        passes(() -> concurrently(QUICK ? 50 : 200, () -> run(new Production(), program, allowed)));
    }

    @Test
    void aLostWakeUpIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        Program program = Program.parse("t1: add(1); done | t2: await");
        String message = assertThrows(LincheckAssertionError.class,
                () -> concurrently(5_000, () -> run(new Faulty(), program, Set.of("[[ok, ok], [ok]]")))).getMessage();
        assertTrue(message.contains("has hung"), message);
    }

    @AfterAll
    static void record() {
        Evidence.record("waitgroup", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
