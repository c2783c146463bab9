package io.lockstep.once;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Grade;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

@Label("Whatever a few tasks do to two Onces, the specification allows;")
class OnceProperties {

    private static final int MOST_TASKS = 4;
    private static final int MOST_OPERATIONS = 4;

    /** One for all programs, so that they warm the specification's graph for one another. */
    private static final Campaign CAMPAIGN = new Campaign(new OnceProgram(), MOST_TASKS);

    @Label("a program that shows otherwise is shrunk")
    @Property(tries = 200)
    void everyProgram(@ForAll("programs") Program program, @ForAll Grade grade) {
        CAMPAIGN.run(program, grade);
    }

    @Provide
    Arbitrary<Program> programs() {
        return operation().list().ofMaxSize(MOST_OPERATIONS).list().ofMinSize(2).ofMaxSize(MOST_TASKS).map(Program::new)
                .filter(program -> program.tasks().stream().flatMap(List::stream).anyMatch(op -> !op.isInterrupt()));
    }

    private static Arbitrary<Op> operation() {
        Arbitrary<List<String>> path = Arbitraries.of(OnceProgram.ONCES).list().ofMinSize(1).ofMaxSize(4);
        Arbitrary<Op> run = Combinators.combine(Arbitraries.of(OnceProgram.OPERATIONS), path, Arbitraries.of(false, true))
                .as((op, onces, fails) -> {
                    List<String> operands = new ArrayList<>(onces);
                    if (fails) operands.add(OnceProgram.FAILS);
                    return new Op(op, operands);
                });
        Arbitrary<Op> interrupt = Arbitraries.integers().between(0, 1).map(t -> Op.of(Op.INTERRUPT, Program.name(t)));
        return Arbitraries.frequencyOf(Tuple.of(6, run), Tuple.of(1, interrupt));
    }
}
