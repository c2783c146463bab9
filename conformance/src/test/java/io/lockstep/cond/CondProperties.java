package io.lockstep.cond;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Grade;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.util.ArrayList;
import java.util.List;

@Label("Whatever a few tasks do to a condition variable, the specification allows;")
class CondProperties {

    private static final int MOST_TASKS = 4;
    private static final int MOST_TURNS = 3;

    private static final Campaign CAMPAIGN = new Campaign(new CondProgram(CondPrograms.OPERATIONS), MOST_TASKS);

    @Label("a program that shows otherwise is shrunk")
    @Property(tries = 150)
    void everyProgram(@ForAll("programs") Program program, @ForAll Grade grade) {
        CAMPAIGN.run(program, grade);
    }

    /** Every task waits with the lock held, and unlocks it. */
    @Provide
    Arbitrary<Program> programs() {
        Arbitrary<List<Op>> turn = Arbitraries.frequencyOf(
                Tuple.of(4, inside().list().ofMaxSize(3).map(CondProperties::locked)),
                Tuple.of(1, wakeUp().map(List::of)),
                Tuple.of(1, Arbitraries.integers().between(0, 1).map(t -> List.of(Op.of(Op.INTERRUPT, Program.name(t))))));
        return turn.list().ofMaxSize(MOST_TURNS).map(turns -> turns.stream().flatMap(List::stream).toList())
                .list().ofMinSize(2).ofMaxSize(MOST_TASKS).map(Program::new)
                .filter(program -> program.tasks().stream().flatMap(List::stream).anyMatch(op -> !op.isInterrupt()));
    }

    private static List<Op> locked(List<Op> inside) {
        List<Op> ops = new ArrayList<>(List.of(Op.of("lock")));
        ops.addAll(inside);
        ops.add(Op.of("unlock"));
        return ops;
    }

    private static Arbitrary<Op> inside() {
        return Arbitraries.frequencyOf(
                Tuple.of(2, Arbitraries.just(Op.of("await"))),
                Tuple.of(2, Arbitraries.integers().between(-1, 80).map(micros -> Op.of("awaitFor", micros + "us"))),
                Tuple.of(2, wakeUp()));
    }

    private static Arbitrary<Op> wakeUp() {
        return Arbitraries.frequencyOf(Tuple.of(3, Arbitraries.just(Op.of("signal"))), Tuple.of(1, Arbitraries.just(Op.of("broadcast"))));
    }
}
