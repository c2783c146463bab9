package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Stages;
import io.lockstep.conformance.trace.Coverage;
import io.lockstep.conformance.trace.Grade;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
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

    @RegisterExtension
    static final Stages STAGES = new Stages(new SelectStage(), stages -> outcomes());

    private final SelectPrograms programs = new SelectPrograms(Stages.SEED);

    @ParameterizedTest(name = "of {0}")
    @FieldSource("ALL")
    @DisplayName("any two calls")
    void anyTwoCalls(List<String> forms) {
        for (int i = 0; i < forms.size(); i++) {
            for (int j = 0; j < forms.size(); j++) {
                if (QUICK && (i + j) % 3 != Math.floorMod(Stages.SEED, 3L)) continue;
                Program program = new Program(List.of(ops(forms.get(i)), ops(forms.get(j))));
                STAGES.in("", 2).exhaustive(program, FEW, ENOUGH);
            }
        }
    }

    @Test
    @DisplayName("any call that is interrupted at any moment, alone and after another one")
    void interrupted() {
        List<Op> interrupt = List.of(Op.of(Op.INTERRUPT, "t1"));
        for (String form : SelectProgram.FORMS) STAGES.in("", 2).exhaustive(new Program(List.of(ops(form), interrupt)), Integer.MAX_VALUE, ENOUGH);
        for (List<String> forms : ALL) {
            for (String first : forms) {
                for (String second : forms) STAGES.in("", 2).exhaustive(new Program(List.of(ops(first, second), interrupt)), FEW, ENOUGH);
            }
        }
    }

    @Test
    @DisplayName("two calls after each other against two")
    void twoAgainstTwo() {
        Random random = new Random(Stages.SEED);
        for (int i = 0; i < (QUICK ? 20 : 400); i++) {
            List<String> forms = ALL.get(random.nextInt(ALL.size()));
            List<List<Op>> tasks = new ArrayList<>();
            for (int t = 0; t < 2; t++) tasks.add(ops(any(forms, random), any(forms, random)));
            STAGES.in("", 2).exhaustive(new Program(tasks), 1, ENOUGH);
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
        STAGES.in("", 4).exhaustive(program, FEW, ENOUGH);
        STAGES.in("spurious=1", 4).exhaustive(program, 1, QUICK ? 200 : 20_000);
        STAGES.in("", 4).random(program, Stages.SEED, QUICK ? 100 : 10_000);
    }

    @Test
    @DisplayName("larger programs of random calls, interrupts and closes")
    void largerPrograms() {
        Random random = new Random(Stages.SEED);
        for (int i = 0; i < (QUICK ? 10 : 250); i++) {
            Program program = programs.next(3 + random.nextInt(2), 1 + random.nextInt(3), random.nextBoolean());
            STAGES.in("", 4).exhaustive(program, 1, 200);
            STAGES.in("", 4).random(program, random.nextLong(), 200);
        }
    }

    @Test
    @DisplayName("and a line replays one, with what was drawn among the steps")
    void aLineReplays() {
        String story = STAGES.in("", 2).story(Program.parse("t1: select(x?/x?) | t2: send(x, a)"), 0, 0, 0, 0, 1);
        assertTrue(story.lines().anyMatch(line -> line.strip().endsWith("Park <<1, 2>>") || line.strip().endsWith("Park <<2, 1>>")), story);
    }

    private static Set<String> outcomes() {
        Set<String> possible = new HashSet<>();
        for (List<String> forms : ALL) {
            possible.addAll(Coverage.possible(new Graph(new SelectProgram(forms).model(2).load()), Grade.POINTS));
        }
        return possible;
    }
}
