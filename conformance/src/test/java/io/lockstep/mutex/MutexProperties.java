package io.lockstep.mutex;

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

import java.util.List;

@Label("Whatever a few tasks do to a mutex, the specification allows;")
class MutexProperties {

    private static final int MOST_TASKS = 4;
    private static final int MOST_LOCKS = 4;

    private static final Campaign CAMPAIGN = new Campaign(new MutexProgram(), MOST_TASKS);

    @Label("a program that shows otherwise is shrunk")
    @Property(tries = 150)
    void everyProgram(@ForAll("programs") Program program, @ForAll Grade grade) {
        CAMPAIGN.run(program, grade);
    }

    /** Every lock is followed by an unlock, so that no program waits for good. */
    @Provide
    Arbitrary<Program> programs() {
        Arbitrary<List<Op>> turn = Arbitraries.frequencyOf(
                Tuple.of(4, lock().map(op -> List.of(op, Op.of("unlock")))),
                Tuple.of(1, Arbitraries.just(List.of(Op.of("unlock")))),
                Tuple.of(1, Arbitraries.integers().between(0, 1).map(t -> List.of(Op.of(Op.INTERRUPT, Program.name(t))))));
        return turn.list().ofMaxSize(MOST_LOCKS).map(turns -> turns.stream().flatMap(List::stream).toList())
                .list().ofMinSize(2).ofMaxSize(MOST_TASKS).map(Program::new)
                .filter(program -> program.tasks().stream().flatMap(List::stream).anyMatch(op -> !op.isInterrupt()));
    }

    private static Arbitrary<Op> lock() {
        return Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(Op.of("lock"))),
                Tuple.of(2, Arbitraries.just(Op.of("lockInterruptibly"))),
                Tuple.of(2, Arbitraries.integers().between(-1, 80).map(micros -> Op.of("lockFor", micros + "us"))),
                Tuple.of(1, Arbitraries.just(Op.of("tryLock"))));
    }
}
