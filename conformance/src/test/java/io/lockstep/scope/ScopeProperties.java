package io.lockstep.scope;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Grade;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

@Label("Whatever a few tasks do to a scope, the specification allows;")
class ScopeProperties {

    private static final int MOST_TASKS = 3;
    private static final int MOST_OPERATIONS = 4;

    /** One for all programs, so that they warm the specification's graph for one another. */
    private static final Campaign CAMPAIGN = new Campaign(new ScopeProgram(), MOST_TASKS);

    @Label("a program that shows otherwise is shrunk")
    @Property(tries = 200)
    void everyProgram(@ForAll("programs") Program program, @ForAll Grade grade) {
        CAMPAIGN.run(program, grade);
    }

    /** Without further starts of a member that has been started before. */
    @Provide
    Arbitrary<Program> programs() {
        return operation().list().ofMaxSize(MOST_OPERATIONS).list().ofMinSize(1).ofMaxSize(MOST_TASKS).map(tasks -> {
            Set<String> started = new HashSet<>();
            return new Program(tasks.stream()
                    .map(ops -> ops.stream().filter(op -> !op.name().equals("start") || started.add(op.args().get(0))).toList()).toList());
        }).filter(program -> program.tasks().stream().flatMap(List::stream).anyMatch(op -> !op.isInterrupt()));
    }

    private static Arbitrary<Op> operation() {
        Arbitrary<Op> start = Arbitraries.of(ScopeProgram.MEMBERS).flatMap(member ->
                Arbitraries.of(ScopeProgram.KINDS).map(kind -> Op.of("start", member, kind)));
        Arbitrary<Op> timed = Arbitraries.integers().between(-1, 80).map(micros -> Op.of("joinFor", micros + "us"));
        Arbitrary<Op> interrupt = Arbitraries.just(Op.of(Op.INTERRUPT, Program.name(0)));
        return Arbitraries.frequencyOf(Tuple.of(8, start), Tuple.of(1, Arbitraries.just(Op.of("start", ScopeProgram.STUBBORN, "stubborn"))),
                Tuple.of(3, Arbitraries.of(Op.of("join"), Op.of("cancel"), Op.of("close"))), Tuple.of(2, timed), Tuple.of(1, interrupt));
    }
}
