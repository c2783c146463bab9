package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Setting;
import io.lockstep.conformance.trace.Coverage;
import io.lockstep.conformance.trace.Grade;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The production scope on real virtual threads, under schedules that the specification judges. */
class ScopeSchedulesTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());
    /** In quick effort the schedules with few preemptions stand for all. */
    private static final int ALL = QUICK ? 2 : Integer.MAX_VALUE;
    private static final int FEW = QUICK ? 1 : 2;

    /** The most schedules of one program; none whose schedules are all to be run has that many. */
    private static final long ENOUGH = 1_000_000;
    /** The most schedules of one program with few preemptions. */
    private static final long SOME = QUICK ? 500 : ENOUGH;

    private static final List<Op> OPERATIONS = operations("start(m2, ok)", "start(m2, fail)", "start(m2, wait)", "cancel", "join",
            "joinFor(50us)", "joinFor(0us)", "close");

    private static final ScopeStage STAGE = new ScopeStage();
    private static final Map<String, Schedules> OPENED = new HashMap<>();
    private static long failed;

    private static List<Op> operations(String... texts) {
        return List.of(texts).stream().map(Op::parse).toList();
    }

    private static Schedules open(String setting, int tasks) {
        return OPENED.computeIfAbsent(setting + " for " + tasks, s -> STAGE.open(Setting.parse(setting), tasks));
    }

    private static void passes(Schedules.Report report) {
        if (report.failure() == null) return;
        failed++;
        throw new AssertionError(report.failure().shrunk().toString());
    }

    private static void passesEverySchedule(Schedules schedules, Program program) {
        Schedules.Report report = schedules.exhaustive(program, ALL, ENOUGH);
        passes(report);
        assertTrue(QUICK || report.complete(), () -> program.toLine() + ": not all schedules after " + report.runs());
    }

    /** A member of each kind, while one task does one thing and another does another. */
    @ParameterizedTest
    @ValueSource(strings = {"ok", "fail", "wait", "done", "late"})
    void anyTwoOperations(String kind) {
        Op start = Op.of("start", "m1", kind);
        pairs((first, second) -> passes(open("", 2).exhaustive(new Program(List.of(List.of(start, first), List.of(second))), FEW, SOME)));
    }

    @Test
    void everyScheduleOfTheShortestPrograms() {
        for (String text : List.of("t1: start(m1, ok); close", "t1: start(m1, fail); join", "t1: start(m1, ok) | t2: cancel",
                "t1: start(m1, ok) | t2: close", "t1: cancel | t2: close", "t1: close | t2: close")) {
            passesEverySchedule(open("", 2), Program.parse(text));
        }
    }

    @Test
    void twoMembersOfAnyKind() {
        for (String first : ScopeProgram.KINDS) {
            for (String second : ScopeProgram.KINDS) {
                for (String end : List.of("join; close", "close; join", "cancel; joinFor(0us); join", "joinFor(50us); close; close")) {
                    passes(open("", 2).exhaustive(Program.parse("t1: start(m1, " + first + "); start(m2, " + second + "); " + end), FEW, SOME));
                }
            }
        }
    }

    @Test
    void aMemberThatDoesNotEndIsNamed() {
        for (String text : List.of("t1: start(m3, stubborn); close; close", "t1: start(m1, wait); start(m3, stubborn); close",
                "t1: start(m3, stubborn); start(m1, fail); joinFor(50us); close", "t1: start(m3, stubborn); close | t2: start(m1, late)")) {
            passes(open("", 2).exhaustive(Program.parse(text), FEW, SOME));
        }
        assertTrue(open("", 2).outcomes().contains("close = <<\"m3\">> not ended"), () -> open("", 2).outcomes().toString());
    }

    @Test
    void anInterrupt() {
        pairs((first, second) -> passes(open("", 3).exhaustive(new Program(List.of(List.of(Op.parse("start(m1, done)"), first),
                List.of(second), List.of(Op.of(Op.INTERRUPT, "t1")))), 1, SOME)));
    }

    /** Any two operations, but that no member is started twice. */
    private static void pairs(BiConsumer<Op, Op> action) {
        for (Op first : OPERATIONS) {
            for (Op second : OPERATIONS) if (!first.name().equals("start") || !second.name().equals("start")) action.accept(first, second);
        }
    }

    @Test
    void largerPrograms() {
        Schedules schedules = open("", 3);
        Random random = new Random(SEED);
        ScopePrograms programs = new ScopePrograms(SEED);
        for (int i = 0; i < (QUICK ? 12 : 300); i++) {
            Program program = programs.next(2 + i % 2, 2);
            passes(schedules.exhaustive(program, 1, 200));
            passes(schedules.random(program, random.nextLong(), 200));
        }
    }

    /** What no schedule has ever shown might as well not work. */
    @AfterAll
    static void everyOutcomeOfTheSpecificationWasSeen() {
        long run = OPENED.values().stream().mapToLong(Schedules::runs).sum();
        System.out.println("schedules scope: " + run + " run, " + failed + " failed, seed " + SEED + " (-Dlockstep.seed=" + SEED + ")");
        Evidence.record("scope", "schedules", Map.of("run", run, "failed", failed));
        if (failed > 0 || QUICK) return;
        Set<String> missing = new TreeSet<>(Coverage.possible(new Graph(ScopeProgram.model(1, ScopeProgram.MEMBERS).load()), Grade.POINTS));
        OPENED.values().forEach(s -> missing.removeAll(s.outcomes()));
        assertEquals(Set.of(), missing, "the specification allows outcomes that no schedule has shown");
    }
}
