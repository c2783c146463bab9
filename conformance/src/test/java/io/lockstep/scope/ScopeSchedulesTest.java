package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Stages;
import io.lockstep.conformance.trace.Coverage;
import io.lockstep.conformance.trace.Grade;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The production scope on real virtual threads, under schedules that the specification judges. */
class ScopeSchedulesTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final int FEW = QUICK ? 1 : 2;

    /** The most schedules of one program; none whose schedules are all to be run has that many. */
    private static final long ENOUGH = 1_000_000;
    /** The most schedules of one program with few preemptions. */
    private static final long SOME = QUICK ? 500 : 4_000;

    private static final List<Op> OPERATIONS = operations("start(m2, ok)", "start(m2, fail)", "start(m2, wait)", "cancel", "join",
            "joinFor(50us)", "joinFor(0us)", "close");

    @RegisterExtension
    static final Stages STAGES = new Stages(new ScopeStage(), stages -> Coverage.possible(
            new Graph(ScopeProgram.model(1, ScopeProgram.MEMBERS).load()), Grade.POINTS));

    private static List<Op> operations(String... texts) {
        return List.of(texts).stream().map(Op::parse).toList();
    }

    /** A member of each kind, while one task does one thing and another does another. */
    @ParameterizedTest
    @ValueSource(strings = {"ok", "fail", "wait", "done", "late"})
    void anyTwoOperations(String kind) {
        Op start = Op.of("start", "m1", kind);
        pairs((first, second) -> STAGES.in("", 2).exhaustive(new Program(List.of(List.of(start, first), List.of(second))), FEW, SOME));
    }

    @Test
    void everyScheduleOfTheShortestPrograms() {
        for (String text : List.of("t1: start(m1, ok); close", "t1: start(m1, fail); join", "t1: start(m1, ok) | t2: cancel",
                "t1: start(m1, ok) | t2: close", "t1: cancel | t2: close", "t1: close | t2: close")) {
            STAGES.in("", 2).every(Program.parse(text));
        }
    }

    @Test
    void twoMembersOfAnyKind() {
        for (String first : ScopeProgram.KINDS) {
            for (String second : ScopeProgram.KINDS) {
                for (String end : List.of("join; close", "close; join", "cancel; joinFor(0us); join", "joinFor(50us); close; close")) {
                    STAGES.in("", 2).exhaustive(Program.parse("t1: start(m1, " + first + "); start(m2, " + second + "); " + end), FEW, SOME);
                }
            }
        }
    }

    @Test
    void aMemberThatDoesNotEndIsNamed() {
        for (String text : List.of("t1: start(m3, stubborn); close; close", "t1: start(m1, wait); start(m3, stubborn); close",
                "t1: start(m3, stubborn); start(m1, fail); joinFor(50us); close", "t1: start(m3, stubborn); close | t2: start(m1, late)")) {
            STAGES.in("", 2).exhaustive(Program.parse(text), FEW, SOME);
        }
        assertTrue(STAGES.in("", 2).outcomes().contains("close = <<\"m3\">> not ended"), () -> STAGES.in("", 2).outcomes().toString());
    }

    @Test
    void anInterrupt() {
        pairs((first, second) -> STAGES.in("", 3).exhaustive(new Program(List.of(List.of(Op.parse("start(m1, done)"), first),
                List.of(second), List.of(Op.of(Op.INTERRUPT, "t1")))), 1, SOME));
    }

    /** Any two operations, but that no member is started twice. */
    private static void pairs(BiConsumer<Op, Op> action) {
        for (Op first : OPERATIONS) {
            for (Op second : OPERATIONS) if (!first.name().equals("start") || !second.name().equals("start")) action.accept(first, second);
        }
    }

    @Test
    void largerPrograms() {
        Stages.Opened schedules = STAGES.in("", 3);
        Random random = new Random(Stages.SEED);
        ScopePrograms programs = new ScopePrograms(Stages.SEED);
        for (int i = 0; i < (QUICK ? 12 : 300); i++) {
            Program program = programs.next(2 + i % 2, 2);
            schedules.exhaustive(program, 1, 200);
            schedules.random(program, random.nextLong(), 200);
        }
    }
}
