package io.lockstep.select;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Grade;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

@Label("Whatever selects and plain operations a few tasks do, the specification allows;")
class SelectProperties {

    private static final int MOST_TASKS = 4;
    private static final int MOST_OPERATIONS = 5;

    /** One, so that programs warm the specification's graph for one another. */
    private static final class Judged {
        private static final Campaign CAMPAIGN = new Campaign(new SelectProgram(), MOST_TASKS);
    }

    @Label("a program that shows otherwise is shrunk")
    @Property(tries = 200)
    void everyProgram(@ForAll("programs") Program program, @ForAll Grade grade) {
        Judged.CAMPAIGN.run(program, grade);
    }

    @AfterContainer
    static void tell() {
        System.out.printf("properties select: %,d events of %,d programs%n", Judged.CAMPAIGN.events(), Judged.CAMPAIGN.traces());
    }

    @Provide
    Arbitrary<Program> programs() {
        return operation().list().ofMaxSize(MOST_OPERATIONS).list().ofMinSize(2).ofMaxSize(MOST_TASKS).map(Program::new)
                .filter(program -> program.tasks().stream().flatMap(List::stream).anyMatch(op -> !op.isInterrupt()));
    }

    private static Arbitrary<Op> operation() {
        Arbitrary<Op> call = Combinators.combine(Arbitraries.of(SelectProgram.FORMS), Arbitraries.longs().between(0, 99))
                .as((form, seed) -> new SelectPrograms(seed).op(form));
        Arbitrary<Op> interrupt = Arbitraries.integers().between(0, 1).map(t -> Op.of(Op.INTERRUPT, Program.name(t)));
        return Arbitraries.frequencyOf(Tuple.of(12, call), Tuple.of(1, interrupt));
    }
}
