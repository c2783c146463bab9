package io.lockstep.orchannel;

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
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The production or-channel on real virtual threads, its own task included, under schedules that the specification judges. */
@DisplayName("Under every schedule that is run, or-channels do what the specification allows:")
class OrChannelSchedulesTest {

    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));

    /** Preemptions in a schedule: few find most faults. */
    private static final int FEW = QUICK ? 1 : 2;
    /** The most schedules of one program. */
    private static final long ENOUGH = QUICK ? 500 : 3_000;

    /** An interrupt after the flag has been cleared and before the receive looks at it: no task switch can happen there. */
    private static final String BETWEEN_POINTS = "cancel: RefuseInterrupted";

    @RegisterExtension
    static final Stages STAGES = new Stages(new OrChannelStage(), stages -> outcomes());

    @DisplayName("an or-channel that is awaited and cancelled while one thing happens to its inputs")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', value = {
        "Nothing; await", "OnlyNil; await", "One; send(x, a)", "One; close(x)", "One; recv(x)", "One; cancel", "Two; close(y)", "Two; send(x, a)",
        "Two; send(y, b)", "Twice; send(x, a)", "Twice; close(x)", "Mixed; send(b, a)", "Mixed; close(b)", "Many; send(b, a)",
        "Many; close(y)"})
    void oneThingHappens(String inputs, String thing) {
        Op op = Op.parse(thing);
        Op any = Op.of("any");
        Op await = Op.of("await");
        Op cancel = Op.of("cancel");
        Op interrupt = Op.of(Op.INTERRUPT, "t1");
        List<List<List<Op>>> programs = List.of(
                List.of(List.of(any), List.of(op)),
                List.of(List.of(any, await), List.of(op)),
                List.of(List.of(any, cancel), List.of(op)),
                List.of(List.of(any, await), List.of(cancel), List.of(op)),
                List.of(List.of(any, cancel, await), List.of(op, cancel)),
                List.of(List.of(any, await), List.of(op, interrupt)),
                List.of(List.of(any, cancel), List.of(op, interrupt)),
                List.of(List.of(any), List.of(op), List.of(Op.of(Op.INTERRUPT, "t2"))));
        for (List<List<Op>> tasks : programs) STAGES.in("inputs=" + inputs, 3).exhaustive(new Program(tasks), FEW, ENOUGH);
        STAGES.in("inputs=" + inputs + " spurious=1", 3).exhaustive(new Program(programs.get(3)), 1, QUICK ? 200 : ENOUGH);
    }

    @DisplayName("inputs that fire together")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', value = {
        "Two; t1: any, await | t2: send(x, a) | t3: send(y, b)",
        "Two; t1: any, await | t2: send(x, a) | t3: close(y)",
        "Two; t1: any, cancel | t2: send(x, a) | t3: close(y)",
        "Twice; t1: any, await | t2: send(x, a) | t3: send(x, b)",
        "One; t1: any, cancel | t2: send(x, a) | t3: recv(x)",
        "One; t1: any, await | t2: send(x, a) | t3: recv(x)",
        "One; t1: any | t2: close(x), close(x)",
        "Two; t1: any | t2: close(y), close(y)",
        "Mixed; t1: any, cancel | t2: send(b, a) | t3: send(b, a)",
        "Mixed; t1: any | t2: send(b, a), send(b, a), send(b, a) | t3: interrupt(t2)",
        "Mixed; t1: any, cancel | t2: close(x), close(x)",
        "Mixed; t1: any, cancel | t2: send(b, a), close(b) | t3: send(x, a)",
        "Many; t1: any, cancel | t2: send(x, a), recv(b) | t3: send(b, a), close(y)"})
    void inputsFireTogether(String inputs, String line) {
        Program program = Program.parse(line.replaceAll(",(?![^(]*\\))", ";"));
        STAGES.in("inputs=" + inputs, 3).exhaustive(program, FEW, ENOUGH);
        STAGES.in("inputs=" + inputs, 3).random(program, Stages.SEED, QUICK ? 100 : 2_000);
    }

    @Test
    @DisplayName("larger programs of random operations, interrupts and cancels")
    void largerPrograms() {
        Random random = new Random(Stages.SEED);
        List<String> inputs = List.copyOf(new TreeSet<>(OrChannelProgram.INPUTS.keySet()));
        OrChannelPrograms programs = new OrChannelPrograms(Stages.SEED);
        for (int i = 0; i < (QUICK ? 10 : 100); i++) {
            Program program = programs.next(3, 1 + random.nextInt(3));
            Stages.Opened schedules = STAGES.in("inputs=" + inputs.get(random.nextInt(inputs.size())), 3);
            schedules.exhaustive(program, 1, 200);
            schedules.random(program, random.nextLong(), 200);
        }
    }

    private static Set<String> outcomes() {
        Set<String> outcomes = new HashSet<>();
        outcomes.addAll(possible("Two", "any", "await", "cancel", "x!a", "y#"));
        outcomes.addAll(possible("Mixed", "any", "cancel", "b!a", "x#"));
        outcomes.addAll(possible("Nothing", "any", "await", "cancel"));
        outcomes.remove(BETWEEN_POINTS);
        return outcomes;
    }

    private static Set<String> possible(String inputs, String... ops) {
        return Coverage.possible(new Graph(new OrChannelProgram(inputs, new ArrayList<>(List.of(ops))).model(2).load()), Grade.POINTS);
    }
}
