package io.lockstep.select;

import static io.lockstep.conformance.lincheck.BlockingPrograms.concurrently;
import static io.lockstep.conformance.lincheck.BlockingPrograms.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.lincheck.AllowedResults;
import io.lockstep.conformance.lincheck.SequentialTable;
import io.lockstep.conformance.lincheck.TableVerifier;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Program;
import io.lockstep.select.LincheckSelects.Faulty;
import io.lockstep.select.LincheckSelects.Faulty.Fault;
import io.lockstep.select.LincheckSelects.Production;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Options;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Lincheck on the production select; the specification says what is right. It leaves the choice among
 * ready cases open, so that results are compared with all that it allows.
 *
 * <p>Lincheck's way of missing a fault is to pass. So each suite also runs on a {@link Faulty} one
 * that it must reject.
 */
class SelectLincheckTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final Set<String> INTERRUPTS = Set.of("RefuseInterrupted", "Withdraw");

    private static int scenarios;
    private static int failed;

    // Calls that do not block.

    /** What the tasks call, over two channels with one slot. */
    public enum Call {
        /** A plain send that does not wait. */
        SEND("b!1:default"),
        /** A plain receive that does not wait. */
        RECEIVE("d?:default"),
        /** Receives from either. */
        RECEIVE_EITHER("b?/d?:default"),
        /** Sends to either. */
        SEND_EITHER("d!1/b!2:default"),
        /** Moves on either side. */
        SEND_OR_RECEIVE("d!2/b?:default"),
        /** Sends and receives on one channel. */
        BOTH_ENDS("b!2/b?:default"),
        /** The same case twice, and another. */
        TWICE("b?/b?/d?:default"),
        /** Closes one. */
        CLOSE("b#");

        private final SelectCall call;

        Call(String text) {
            call = SelectCall.parse(text);
        }

        /** As the specification writes it. */
        @Override
        public String toString() {
            return call.name();
        }
    }

    /** The calls among which a value moves from one channel to the other. */
    public enum Move {
        /** Fills the one. */
        FILL_B("b!1:default"),
        /** Fills the other. */
        FILL_D("d!1:default"),
        /** Empties the one. */
        DRAIN_B("b?:default"),
        /** Looks at both. */
        LOOK("d?/b?:default");

        private final SelectCall call;

        Move(String text) {
            call = SelectCall.parse(text);
        }

        /** As the specification writes it. */
        @Override
        public String toString() {
            return call.name();
        }
    }

    /** The production select. */
    public static class Selects {
        private final LincheckSelects channels = new Production("b", "d");

        @Operation
        public String select(Call call) throws InterruptedException {
            return channels.perform(call.call);
        }
    }

    /** The small select, without a close. */
    public abstract static class Small {
        private final LincheckSelects channels;

        Small(Fault fault) {
            channels = new Faulty(fault, "b", "d");
        }

        @Operation
        public String select(Move move) throws InterruptedException {
            return channels.perform(move.call);
        }
    }

    /** Nothing is wrong with it. */
    public static class Right extends Small {
        public Right() {
            super(Fault.NONE);
        }
    }

    /** Takes a default though something was ready at every moment. */
    public static class Smear extends Small {
        public Smear() {
            super(Fault.SMEAR);
        }
    }

    /** Looks and acts at two moments. */
    public static class CheckThenAct extends Small {
        public CheckThenAct() {
            super(Fault.CHECK_THEN_ACT);
        }
    }

    // What the specification says.

    private static final String TWO_SELECTS = "x!a/y!c | y?/x?";
    private static final String TWO_PARTNERS = "x!a | y!c | x?/y?; y?/x?";
    private static final String CLOSE_AMONG_THEM = "x# | x!a/y? | y!c/x?";
    private static final String BUFFER_AND_DEFAULT = "b!a; b# | b?/x?:default; b?/x?; b?/x?";

    /** Worked out before Lincheck instruments anything, from one model: it would slow Lincheck down, and TLC. */
    private static final class Specified {
        private static final SequentialTable TABLE;
        private static final Map<String, Set<String>> RESULTS = new HashMap<>();

        static {
            List<String> programs = QUICK ? List.of(TWO_SELECTS)
                    : List.of(TWO_SELECTS, TWO_PARTNERS, CLOSE_AMONG_THEM, BUFFER_AND_DEFAULT);
            Set<String> ready = Stream.of(Call.values(), Move.values()).flatMap(Stream::of).map(Object::toString)
                    .collect(Collectors.toCollection(TreeSet::new));
            Set<String> calls = new TreeSet<>(ready);
            for (String text : programs) SelectRaces.program(text).tasks().forEach(ops -> ops.forEach(op -> calls.add(op.name())));
            Graph graph = SelectModel.load(QUICK ? 2 : 3, calls);
            TABLE = SequentialTable.of(graph, "t1", ready.stream().map(List::of).toList(), INTERRUPTS);
            for (String text : programs) {
                RESULTS.put(text, AllowedResults.of(op -> List.of(op.name()), graph, SelectRaces.program(text),
                        step -> !INTERRUPTS.contains(step.action())));
            }
        }
    }

    /** The specification, as Lincheck wants it. */
    public static class Specification extends TableVerifier {
        public Specification(Class<?> unused) {
            super(Specified.TABLE);
        }
    }

    @BeforeAll
    static void workOut() {
        assertFalse(Specified.RESULTS.isEmpty());
    }

    private static void check(Options<?, ?> options, int iterations) {
        scenarios += iterations;
        options.iterations(iterations).threads(2).actorsPerThread(2).actorsBefore(2).actorsAfter(0)
                .minimizeFailedScenario(false).verifier(Specification.class);
        passes(() -> options.check(Selects.class));
    }

    private static Options<?, ?> small(Options<?, ?> options) {
        options.iterations(30).threads(2).actorsPerThread(2).actorsBefore(1).actorsAfter(0).minimizeFailedScenario(false)
                .verifier(Specification.class);
        return options;
    }

    private static void rejects(Options<?, ?> options, Class<?> subject) {
        assumeFalse(QUICK, "canaries are for full effort");
        assertThrows(LincheckAssertionError.class, () -> small(options).check(subject), () -> subject + " was not rejected");
    }

    private static void passes(Executable suite) {
        failed++;
        assertDoesNotThrow(suite);
        failed--;
    }

    @Test
    void selectsThatDoNotWaitAreLinearizable() {
        assumeFalse(QUICK, "for full effort");
        check(new ModelCheckingOptions().invocationsPerIteration(30), 4);
    }

    @Test
    void underStressToo() {
        assumeFalse(QUICK, "for full effort");
        check(new StressOptions().invocationsPerIteration(500), 10);
    }

    @Test
    void theSmallSelectIsRightWithoutAFault() {
        assumeFalse(QUICK, "canaries are for full effort");
        small(new ModelCheckingOptions().invocationsPerIteration(50)).check(Right.class);
    }

    @Test
    void aDefaultOnSeveralLooksIsRejected() {
        rejects(new ModelCheckingOptions().invocationsPerIteration(100), Smear.class);
    }

    @Test
    void aCheckThenActIsRejected() {
        rejects(new ModelCheckingOptions().invocationsPerIteration(100), CheckThenAct.class);
    }

    // Calls that block.

    @Test
    void twoSelectsThatMeet() {
        accepts(TWO_SELECTS);
    }

    @Test
    void aCloseAmongThem() {
        assumeFalse(QUICK, "for full effort");
        accepts(CLOSE_AMONG_THEM);
    }

    @Test
    void plainOperationsAndASelect() {
        assumeFalse(QUICK, "for full effort");
        accepts(TWO_PARTNERS);
    }

    @Test
    void aBufferAndADefault() {
        assumeFalse(QUICK, "for full effort");
        accepts(BUFFER_AND_DEFAULT);
    }

    private static void accepts(String text) {
        Program program = SelectRaces.program(text);
        Set<String> allowed = Specified.RESULTS.get(text);
        scenarios++;
        passes(() -> concurrently(QUICK ? 10 : 50, () -> run(new Production("b", "x", "y"), program, allowed)));
    }

    @Test
    void theSmallSelectMeetsPartnersRightly() {
        assumeFalse(QUICK, "canaries are for full effort");
        Program program = SelectRaces.program(TWO_PARTNERS);
        Set<String> allowed = Specified.RESULTS.get(TWO_PARTNERS);
        concurrently(50, () -> run(new Faulty(Fault.NONE, "x", "y"), program, allowed));
    }

    @Test
    void twoWinnersAreRejected() {
        rejects(Fault.TWO_WINNERS, TWO_PARTNERS);
    }

    @Test
    void aValueForAStaleWaiterIsRejected() {
        rejects(Fault.STALE_TAKES_IT, TWO_PARTNERS);
    }

    @Test
    void locksInWrittenOrderAreRejected() {
        String message = rejects(Fault.UNORDERED_LOCKS, TWO_SELECTS);
        assertTrue(message.contains("has hung"), message);
    }

    private static String rejects(Fault fault, String text) {
        assumeFalse(QUICK, "canaries are for full effort");
        Program program = SelectRaces.program(text);
        Set<String> allowed = Specified.RESULTS.get(text);
        return assertThrows(LincheckAssertionError.class,
                () -> concurrently(2_000, () -> run(new Faulty(fault, "x", "y"), program, allowed)), () -> fault + " was not rejected")
                .getMessage();
    }

    @AfterAll
    static void record() {
        Evidence.record("select", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
