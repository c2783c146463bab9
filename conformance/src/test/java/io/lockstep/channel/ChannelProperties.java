package io.lockstep.channel;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Grade;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

@Label("Whatever a few tasks do to a channel, the specification allows;")
class ChannelProperties {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");
    private static final int MOST_TASKS = 4;
    private static final int MOST_OPERATIONS = 6;

    /** One for each capacity, so that programs warm the specification's graph for one another. */
    private static final Map<Integer, Campaign> CAMPAIGNS = new HashMap<>();

    @Label("a program that shows otherwise is shrunk")
    @Property(tries = 150)
    void everyProgram(@ForAll("capacities") int capacity, @ForAll("programs") Program program, @ForAll Grade grade) {
        CAMPAIGNS.computeIfAbsent(capacity, c -> new Campaign(new ChannelProgram(c, ChannelPrograms.VALUES), MOST_TASKS))
                .run(program, grade);
    }

    @Provide
    Arbitrary<Integer> capacities() {
        return QUICK ? Arbitraries.of(1, 0) : Arbitraries.of(1, 0, 2, ChannelProgram.NIL);
    }

    @Provide
    Arbitrary<Program> programs() {
        return operation().list().ofMaxSize(MOST_OPERATIONS).list().ofMinSize(2).ofMaxSize(MOST_TASKS).map(Program::new)
                .filter(program -> program.tasks().stream().flatMap(List::stream).anyMatch(op -> !op.isInterrupt()));
    }

    private static Arbitrary<Op> operation() {
        Arbitrary<String> value = Arbitraries.of(ChannelPrograms.VALUES);
        Arbitrary<String> time = Arbitraries.integers().between(-1, 80).map(micros -> micros + "us");
        Arbitrary<Op> interrupt = Arbitraries.integers().between(0, 1).map(t -> Op.of(Op.INTERRUPT, Program.name(t)));
        return Arbitraries.frequencyOf(
                Tuple.of(4, value.map(v -> Op.of("send", v))),
                Tuple.of(4, Arbitraries.just(Op.of("recv"))),
                Tuple.of(3, Combinators.combine(value, time).as((v, t) -> Op.of("sendFor", v, t))),
                Tuple.of(3, time.map(t -> Op.of("recvFor", t))),
                Tuple.of(2, value.map(v -> Op.of("trySend", v))),
                Tuple.of(2, Arbitraries.just(Op.of("tryRecv"))),
                Tuple.of(1, Arbitraries.just(Op.of("close"))),
                Tuple.of(1, Arbitraries.just(Op.of("len"))),
                Tuple.of(1, interrupt));
    }
}
