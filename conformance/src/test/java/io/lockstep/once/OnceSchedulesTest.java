package io.lockstep.once;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Setting;
import io.lockstep.conformance.trace.Coverage;
import io.lockstep.conformance.trace.Grade;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The production Once on real virtual threads, under schedules that the specification judges. */
class OnceSchedulesTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());
    /** In quick effort the schedules with few preemptions stand for all. */
    private static final int ALL = QUICK ? 2 : Integer.MAX_VALUE;
    private static final int FEW = QUICK ? 1 : 2;
    private static final int ONE_IN = QUICK ? 4 : 1;

    /** The most schedules of one program; no program of two operations has that many. */
    private static final long ENOUGH = 1_000_000;

    /** Functions that call nothing or each other, of which every schedule is run. */
    private static final List<Op> SHORT = operations("run(A)", "run(A, fails)", "run(B, fails)", "run(A, B)", "run(B, A)",
            "runInterruptibly(A)");
    private static final List<Op> OPERATIONS = operations("run(A)", "run(B)", "run(A, fails)", "run(B, fails)", "run(A, B)",
            "run(B, A)", "run(A, B, A)", "run(B, A, fails)", "runInterruptibly(A)", "runInterruptibly(B, A)",
            "runInterruptibly(A, B, fails)");

    private static final OnceStage STAGE = new OnceStage();
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

    @ParameterizedTest
    @ValueSource(strings = {"", "spurious=1"})
    void everyScheduleOfAnyTwoShortOperations(String setting) {
        Schedules schedules = open(setting, 2);
        for (Op first : SHORT) {
            for (Op second : SHORT) passesEverySchedule(schedules, new Program(List.of(List.of(first), List.of(second))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "spurious=1"})
    void fewPreemptionsOfAnyTwoOperations(String setting) {
        for (Op first : OPERATIONS) {
            for (Op second : OPERATIONS) {
                passes(open(setting, 2).exhaustive(new Program(List.of(List.of(first), List.of(second))), FEW, ENOUGH));
            }
        }
    }

    @Test
    void fewPreemptionsOfAnyTwoOperationsAndAnInterrupt() {
        List<Op> interrupt = List.of(Op.of(Op.INTERRUPT, "t1"));
        for (Op first : OPERATIONS) {
            for (Op second : OPERATIONS) {
                passes(open("", 2).exhaustive(new Program(List.of(List.of(first), List.of(second), interrupt)), FEW, ENOUGH));
            }
        }
    }

    /** Any two operations against any two others: a quarter of them in quick effort. */
    @Test
    void onePreemptionOfTwoTimesTwoOperations() {
        List<List<Op>> pairs = new ArrayList<>();
        for (Op first : OPERATIONS) for (Op second : OPERATIONS) pairs.add(List.of(first, second));
        for (int i = 0; i < pairs.size(); i++) {
            for (int j = i + (int) Math.floorMod(SEED, (long) ONE_IN); j < pairs.size(); j += ONE_IN) {
                passes(open("", 2).exhaustive(new Program(List.of(pairs.get(i), pairs.get(j))), 1, ENOUGH));
            }
        }
    }

    @Test
    void largerPrograms() {
        Schedules schedules = open("", 4);
        Random random = new Random(SEED);
        for (int i = 0; i < (QUICK ? 12 : 300); i++) {
            Program program = program(random);
            passes(schedules.exhaustive(program, 1, 200));
            passes(schedules.random(program, random.nextLong(), 200));
        }
    }

    private static Program program(Random random) {
        List<List<Op>> tasks = new ArrayList<>();
        int count = 3 + random.nextInt(2);
        for (int t = 0; t < count; t++) {
            List<Op> ops = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                ops.add(random.nextInt(8) == 0 ? Op.of(Op.INTERRUPT, Program.name(random.nextInt(count)))
                        : OPERATIONS.get(random.nextInt(OPERATIONS.size())));
            }
            tasks.add(ops);
        }
        return new Program(tasks);
    }

    @Test
    void aCircleOfTwoTasksIsTold() {
        Schedules schedules = open("", 2);
        Program crossed = Program.parse("t1: run(A, B) | t2: run(B, A)");
        passesEverySchedule(schedules, crossed);
        assertTrue(schedules.outcomes().contains("run: Deadlock"), () -> schedules.outcomes().toString());
    }

    /** What no schedule has ever shown might as well not work. */
    @AfterAll
    static void everyOutcomeOfTheSpecificationWasSeen() {
        long run = OPENED.values().stream().mapToLong(Schedules::runs).sum();
        System.out.println("schedules once: " + run + " run, " + failed + " failed, seed " + SEED + " (-Dlockstep.seed=" + SEED + ")");
        Evidence.record("once", "schedules", Map.of("run", run, "failed", failed));
        if (failed > 0 || QUICK) return;
        Set<String> missing = new TreeSet<>(Coverage.possible(open("", 2).graph(), Grade.POINTS));
        OPENED.values().forEach(s -> missing.removeAll(s.outcomes()));
        assertEquals(Set.of(), missing, "the specification allows outcomes that no schedule has shown");
    }
}
