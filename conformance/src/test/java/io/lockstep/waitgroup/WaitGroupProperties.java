package io.lockstep.waitgroup;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Grade;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

@Label("Whatever a few tasks do to a WaitGroup, the specification allows;")
class WaitGroupProperties {

    private static final int MOST_TASKS = 4;
    private static final int MOST_OPERATIONS = 6;

    /** One for all programs, so that they warm the specification's graph for one another. */
    private static final Campaign CAMPAIGN = new Campaign(new WaitGroupProgram(), MOST_TASKS);

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
        Arbitrary<Op> add = Arbitraries.integers().between(-WaitGroupProgram.MOST, WaitGroupProgram.MOST)
                .map(k -> Op.of("add", Integer.toString(k)));
        Arbitrary<Op> timed = Arbitraries.integers().between(-1, 80).map(micros -> Op.of("awaitFor", micros + "us"));
        Arbitrary<Op> interrupt = Arbitraries.integers().between(0, 1).map(t -> Op.of(Op.INTERRUPT, Program.name(t)));
        return Arbitraries.frequencyOf(Tuple.of(4, add), Tuple.of(4, Arbitraries.just(Op.of("done"))),
                Tuple.of(3, Arbitraries.just(Op.of("await"))), Tuple.of(3, timed), Tuple.of(1, interrupt));
    }
}
