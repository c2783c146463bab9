package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Setting;
import io.lockstep.conformance.trace.Coverage;
import io.lockstep.conformance.trace.Grade;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The production select and channel on real virtual threads, under schedules that the specification
 * judges. What a select draws is a choice of the schedule.
 */
@DisplayName("Under every schedule that is run, selects do what the specification allows:")
class SelectSchedulesTest {

    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());

    /** Preemptions in a schedule: few find most faults. */
    private static final int FEW = QUICK ? 1 : 3;
    /** The most schedules of one program. */
    private static final long ENOUGH = QUICK ? 2_000 : 200_000;

    /** The calls of the models of two tasks, whose outcomes must all be seen. */
    private static final List<String> UNBUFFERED = List.of("x!a", "x?", "x?/y?:timed", "x!a/y?", "x!b/x?", "x?/x?",
            "x?/y?:default", "x!a:default", "x#");
    private static final List<String> BUFFERED = List.of("x!a", "b!a", "b?", "y?/x?", "b!b/b?", "x?/b!b", "b?:default", "b#");
    private static final List<String> NIL = List.of("x?/nil!a", "nil?:timed", "none", "x!a:default", "x!a", "x#");
    private static final List<List<String>> ALL = List.of(UNBUFFERED, BUFFERED, NIL);

    private static final SelectStage STAGE = new SelectStage();
    private static final Schedules TWO = STAGE.open(Setting.NONE, 2);
    private static final Schedules FOUR = STAGE.open(Setting.NONE, 4);
    private static final Schedules SPURIOUS = STAGE.open(Setting.parse("spurious=1"), 4);
    private static long failed;

    private final SelectPrograms programs = new SelectPrograms(SEED);

    private static void passes(Schedules.Report report) {
        if (report.failure() == null) return;
        failed++;
        throw new AssertionError(report.failure().shrunk().toString());
    }

    @ParameterizedTest(name = "of {0}")
    @FieldSource("ALL")
    @DisplayName("any two calls")
    void anyTwoCalls(List<String> forms) {
        for (int i = 0; i < forms.size(); i++) {
            for (int j = 0; j < forms.size(); j++) {
                if (QUICK && (i + j) % 3 != Math.floorMod(SEED, 3L)) continue;
                Program program = new Program(List.of(ops(forms.get(i)), ops(forms.get(j))));
                passes(TWO.exhaustive(program, FEW, ENOUGH));
            }
        }
    }

    @Test
    @DisplayName("any call that is interrupted at any moment, alone and after another one")
    void interrupted() {
        List<Op> interrupt = List.of(Op.of(Op.INTERRUPT, "t1"));
        for (String form : SelectProgram.FORMS) passes(TWO.exhaustive(new Program(List.of(ops(form), interrupt)), Integer.MAX_VALUE, ENOUGH));
        for (List<String> forms : ALL) {
            for (String first : forms) {
                for (String second : forms) passes(TWO.exhaustive(new Program(List.of(ops(first, second), interrupt)), FEW, ENOUGH));
            }
        }
    }

    @Test
    @DisplayName("two calls after each other against two")
    void twoAgainstTwo() {
        Random random = new Random(SEED);
        for (int i = 0; i < (QUICK ? 20 : 400); i++) {
            List<String> forms = ALL.get(random.nextInt(ALL.size()));
            List<List<Op>> tasks = new ArrayList<>();
            for (int t = 0; t < 2; t++) tasks.add(ops(any(forms, random), any(forms, random)));
            passes(TWO.exhaustive(new Program(tasks), 1, ENOUGH));
        }
    }

    private static String any(List<String> forms, Random random) {
        return forms.get(random.nextInt(forms.size()));
    }

    private List<Op> ops(String... forms) {
        List<Op> ops = new ArrayList<>();
        for (String form : forms) ops.add(programs.op(form));
        return ops;
    }

    @DisplayName("partners on several channels that want the same select")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
        "t1: select(x?/y?, 50us) | t2: send(x, a) | t3: send(y, b)",
        "t1: select(x!a/y!b) | t2: recv(x) | t3: recv(y)",
        "t1: select(x?/y?, 50us) | t2: send(x, a) | t3: interrupt(t1)",
        "t1: select(x?/y?, 50us) | t2: close(x) | t3: close(y)",
        "t1: select(x?/y?, 50us) | t2: close(x) | t3: send(y, b)",
        "t1: select(x?/nil!a) | t2: close(x)",
        "t1: select(x!a/y!b) | t2: close(x) | t3: recv(y)",
        "t1: select(x!a/y!b) | t2: select(y?/x?) | t3: close(x)",
        "t1: select(x!a/y?) | t2: select(x?/y!b, 50us) | t3: interrupt(t2)",
        "t1: select(x?/x!b) | t2: select(x?/x!b) | t3: recv(x)",
        "t1: select(x?/x?) | t2: send(x, a) | t3: send(x, a)",
        "t1: select(x?/y?/b?) | t2: send(b, a) | t3: send(y, b)",
        "t1: select(y?/x!a/b!b/b?) | t2: send(b, a) | t3: recv(x)",
        "t1: select(x?/y?, 50us) | t2: send(x, a); recv(x) | t3: send(y, b); close(x)",
        "t1: select(x?/y?, default) | t2: send(x, a) | t3: recv(x)",
        "t1: select(x?/y?, 50us) | t2: select(y?/x?) | t3: select(x!a/y!b)"})
    void partnersWantTheSameSelect(String line) {
        Program program = Program.parse(line);
        passes(FOUR.exhaustive(program, FEW, ENOUGH));
        passes(SPURIOUS.exhaustive(program, 1, QUICK ? 200 : 20_000));
        passes(FOUR.random(program, SEED, QUICK ? 100 : 10_000));
    }

    @Test
    @DisplayName("larger programs of random calls, interrupts and closes")
    void largerPrograms() {
        Random random = new Random(SEED);
        for (int i = 0; i < (QUICK ? 10 : 250); i++) {
            Program program = programs.next(3 + random.nextInt(2), 1 + random.nextInt(3), random.nextBoolean());
            passes(FOUR.exhaustive(program, 1, 200));
            passes(FOUR.random(program, random.nextLong(), 200));
        }
    }

    @Test
    @DisplayName("and a line replays one, with what was drawn among the steps")
    void aLineReplays() {
        String story = TWO.story(Program.parse("t1: select(x?/x?) | t2: send(x, a)"), 0, 0, 0, 0, 1);
        assertTrue(story.lines().anyMatch(line -> line.strip().endsWith("Park <<1, 2>>") || line.strip().endsWith("Park <<2, 1>>")), story);
    }

    /** What no schedule has ever shown might as well not work. */
    @AfterAll
    static void everyOutcomeWasSeen() {
        long run = TWO.runs() + FOUR.runs() + SPURIOUS.runs();
        System.out.println("schedules select: " + run + " run, " + failed + " failed, seed " + SEED + " (-Dlockstep.seed=" + SEED + ")");
        Evidence.record("select", "schedules", Map.of("run", run, "failed", failed));
        if (failed > 0 || QUICK) return;
        Set<String> missing = new TreeSet<>();
        for (List<String> forms : ALL) {
            missing.addAll(Coverage.possible(new Graph(new SelectProgram(forms).model(2).load()), Grade.POINTS));
        }
        for (Schedules schedules : List.of(TWO, FOUR, SPURIOUS)) missing.removeAll(schedules.outcomes());
        assertEquals(Set.of(), missing, "the specification allows outcomes that no schedule has shown");
    }
}
