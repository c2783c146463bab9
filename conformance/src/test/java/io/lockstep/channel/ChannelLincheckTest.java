package io.lockstep.channel;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.lincheck.AllowedResults;
import io.lockstep.conformance.lincheck.SequentialTable;
import io.lockstep.channel.LincheckSubjects.Faulty;
import io.lockstep.channel.LincheckSubjects.Faulty.Fault;
import io.lockstep.channel.LincheckSubjects.Production;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Program;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import java.util.List;
import java.util.Map;
import java.util.Set;

import static io.lockstep.conformance.lincheck.BlockingPrograms.concurrently;
import static io.lockstep.conformance.lincheck.BlockingPrograms.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

/**
 * Lincheck on the production channel; the specification says what is right.
 *
 * <p>Lincheck's way of missing a fault is to pass. So each suite also runs on a {@link Faulty} one
 * that it must reject.
 */
class ChannelLincheckTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final List<String> VALUES = List.of("1", "2");
    private static final Set<String> INTERRUPTS = Set.of("RefuseInterrupted", "Withdraw");

    private static int scenarios;
    private static int failed;

    // Operations that do not block.

    /** The operations that empty and close a channel. */
    public abstract static class DrainOperations {
        final LincheckSubjects channel;

        DrainOperations(LincheckSubjects channel) {
            this.channel = channel;
        }

        @Operation
        public String tryRecv() throws InterruptedException {
            return channel.perform("tryRecv", null);
        }

        @Operation
        public String close() throws InterruptedException {
            return channel.perform("close", null);
        }
    }

    /** The operations of a channel that do not block. */
    public abstract static class TryOperations extends DrainOperations {
        TryOperations(LincheckSubjects channel) {
            super(channel);
        }

        @Operation
        public String trySend(@Param(gen = IntGen.class, conf = "1:2") int value) throws InterruptedException {
            return channel.perform("trySend", Integer.toString(value));
        }

        @Operation
        public String len() throws InterruptedException {
            return channel.perform("len", null);
        }
    }

    /** The production channel without a buffer. */
    public static class Unbuffered extends TryOperations {
        public Unbuffered() {
            super(new Production(0));
        }
    }

    /** The production channel with a buffer. */
    public static class Buffered extends TryOperations {
        public Buffered() {
            super(new Production(1));
        }
    }

    /** A channel with one value, which is taken, and closed: empty and open it is only if the value goes first. */
    public static class Draining extends DrainOperations {
        public Draining() throws InterruptedException {
            super(new Production(1));
            channel.perform("trySend", "1");
        }
    }

    /** Sends into a full buffer. Only sends, so that it does not take long to find out. */
    public static class CheckThenAct {
        private final LincheckSubjects channel = new Faulty(Fault.CHECK_THEN_ACT, 1);

        @Operation
        public String trySend(@Param(gen = IntGen.class, conf = "1:2") int value) throws InterruptedException {
            return channel.perform("trySend", Integer.toString(value));
        }
    }

    /** Says sent and forgets, if the buffer is full. */
    public static class DropsSilently extends TryOperations {
        public DropsSilently() {
            super(new Faulty(Fault.DROPS_SILENTLY, 1));
        }
    }

    private static final List<List<String>> TRIES = List.of(List.of("trySend", "1"), List.of("trySend", "2"),
            List.of("tryRecv", "-"), List.of("len", "-"), List.of("close", "-"));

    private static SequentialTable table(int capacity) {
        return SequentialTable.of(new Graph(ChannelProgram.model(capacity, VALUES, 1).load()), "t1", TRIES, INTERRUPTS);
    }

    /** The specification, as Lincheck wants it: the same operations, one after the other. */
    public abstract static class Specification {
        private final SequentialTable.SequentialObject channel;

        Specification(SequentialTable table) {
            channel = table.object();
        }

        public String trySend(int value) {
            return channel.perform("trySend", Integer.toString(value));
        }

        public String tryRecv() {
            return channel.perform("tryRecv", "-");
        }

        public String len() {
            return channel.perform("len", "-");
        }

        public String close() {
            return channel.perform("close", "-");
        }
    }

    /** Without a buffer. */
    public static class UnbufferedSpecification extends Specification {
        private static final SequentialTable TABLE = table(0);

        public UnbufferedSpecification() {
            super(TABLE);
        }
    }

    /** With a buffer of 1. */
    public static class BufferedSpecification extends Specification {
        private static final SequentialTable TABLE = table(1);

        public BufferedSpecification() {
            super(TABLE);
        }
    }

    /** With a buffer of 1 that is full. */
    public static class DrainingSpecification extends BufferedSpecification {
        public DrainingSpecification() {
            trySend(1);
        }
    }

    private static void check(Options<?, ?> options, int iterations, Class<?> specification, Class<?> subject) {
        scenarios += iterations;
        options.iterations(iterations).threads(2).actorsPerThread(3).actorsBefore(1).actorsAfter(1)
                .minimizeFailedScenario(false).sequentialSpecification(specification);
        passes(() -> options.check(subject));
    }

    private static void rejects(Options<?, ?> options, Class<?> subject) {
        assumeFalse(QUICK, "canaries are for full effort");
        options.iterations(20).threads(2).actorsPerThread(2).actorsBefore(0).actorsAfter(0).minimizeFailedScenario(false)
                .sequentialSpecification(BufferedSpecification.class);
        assertThrows(LincheckAssertionError.class, () -> options.check(subject), () -> subject + " was not rejected");
    }

    private static void passes(Executable suite) {
        failed++;
        assertDoesNotThrow(suite);
        failed--;
    }

    @Test
    void tryOperationsWithoutABufferAreLinearizable() {
        assumeFalse(QUICK, "for full effort");
        check(new ModelCheckingOptions().invocationsPerIteration(100), 2, UnbufferedSpecification.class, Unbuffered.class);
    }

    @Test
    void tryOperationsWithABufferAreLinearizable() {
        assumeFalse(QUICK, "for full effort");
        check(new ModelCheckingOptions().invocationsPerIteration(100), 4, BufferedSpecification.class, Buffered.class);
    }

    @Test
    void modelCheckingRejectsACheckThenAct() {
        rejects(new ModelCheckingOptions().invocationsPerIteration(200), CheckThenAct.class);
    }

    @Test
    void aTryThatLooksWithoutTheSectionIsLinearizable() {
        int iterations = 8;
        scenarios += iterations;
        Options<?, ?> options = new ModelCheckingOptions().invocationsPerIteration(100).iterations(iterations)
                .threads(2).actorsPerThread(2).actorsBefore(0).actorsAfter(0).minimizeFailedScenario(false)
                .sequentialSpecification(DrainingSpecification.class);
        passes(() -> options.check(Draining.class));
    }

    @Test
    void tryOperationsUnderStress() {
        assumeFalse(QUICK, "for full effort");
        check(new StressOptions().invocationsPerIteration(200), 3, BufferedSpecification.class, Buffered.class);
    }

    @Test
    void stressRejectsALostValue() {
        rejects(new StressOptions().invocationsPerIteration(100), DropsSilently.class);
    }

    // Operations that block.

    private static Set<String> allowed(int capacity, Program program) {
        ChannelProgram room = new ChannelProgram(capacity, VALUES);
        Graph graph = new Graph(room.model(program.tasks().size()).load());
        return AllowedResults.of(room::call, graph, program, step -> !INTERRUPTS.contains(step.action()));
    }

    @Test
    void aCloseAfterASendGivesAllowedResults() {
        accepts(0, "t1: send(1); close | t2: recv; recv");
    }

    @Test
    void twoSendersAndAReceiverGiveAllowedResults() {
        assumeFalse(QUICK, "for full effort");
        accepts(1, "t1: send(1) | t2: send(2) | t3: recv; recv");
    }

    private static void accepts(int capacity, String text) {
        Program program = Program.parse(text);
        Set<String> allowed = allowed(capacity, program);
        scenarios++;
        passes(() -> concurrently(QUICK ? 50 : 400, () -> run(new Production(capacity), program, allowed)));
    }

    private static final Program ONE_VALUE = Program.parse("t1: send(1) | t2: recv");

    @Test
    void aLostWakeUpIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        String message = rejected(5_000, () -> run(new Faulty(Fault.LOST_WAKE_UP, 1), ONE_VALUE, Set.of("[[sent], [1]]")));
        assertTrue(message.contains("has hung"), message);
    }

    @Test
    void aWrongResultIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        String message = rejected(100, () -> run(new Production(1), ONE_VALUE, Set.of("[[sent], [2]]")));
        assertTrue(message.contains("[[sent], [1]] is none of the results"), message);
    }

    private static String rejected(int invocations, Runnable test) {
        return assertThrows(LincheckAssertionError.class, () -> concurrently(invocations, test)).getMessage();
    }

    @AfterAll
    static void record() {
        Evidence.record("channel", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
