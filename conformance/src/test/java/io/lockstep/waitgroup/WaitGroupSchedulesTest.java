package io.lockstep.waitgroup;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Stages;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The production WaitGroup on real virtual threads, under schedules that the specification judges. */
class WaitGroupSchedulesTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final int FEW = QUICK ? 1 : 2;

    /** The most schedules of one program; no program of two operations has that many. */
    private static final long ENOUGH = 1_000_000;

    private static final List<Op> OPERATIONS = operations("add(1)", "add(2)", "add(-2)", "add(0)", "done", "await",
            "awaitFor(50us)", "awaitFor(0us)");

    @RegisterExtension
    static final Stages STAGES = new Stages(new WaitGroupStage(), stages -> stages.in("", 2).possible());

    private static List<Op> operations(String... texts) {
        return List.of(texts).stream().map(Op::parse).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "spurious=1"})
    void everyScheduleOfAnyTwoOperations(String setting) {
        Stages.Opened schedules = STAGES.in(setting, 2);
        for (Op first : OPERATIONS) {
            for (Op second : OPERATIONS) schedules.every(new Program(List.of(List.of(Op.parse("add(1)"), first), List.of(second))));
        }
    }

    @Test
    void fewPreemptionsOfAnyTwoOperationsAndAnInterrupt() {
        List<Op> interrupt = List.of(Op.of(Op.INTERRUPT, "t1"));
        for (Op first : OPERATIONS) {
            for (Op second : OPERATIONS) {
                STAGES.in("", 2).exhaustive(new Program(List.of(List.of(Op.parse("add(1)"), first), List.of(second), interrupt)), FEW, ENOUGH);
            }
        }
    }

    /** Any two operations against any two others; a quarter of them in quick effort. */
    @Test
    void onePreemptionOfTwoTimesTwoOperations() {
        List<List<Op>> pairs = new ArrayList<>();
        for (Op first : OPERATIONS) for (Op second : OPERATIONS) pairs.add(List.of(first, second));
        for (int i = 0; i < pairs.size(); i++) {
            for (int j = QUICK ? i + (int) Math.floorMod(Stages.SEED, 4L) : i; j < pairs.size(); j += QUICK ? 4 : 1) {
                STAGES.in("", 2).exhaustive(new Program(List.of(pairs.get(i), pairs.get(j))), 1, ENOUGH);
            }
        }
    }

    @Test
    void largerPrograms() {
        Stages.Opened schedules = STAGES.in("", 4);
        Random random = new Random(Stages.SEED);
        for (int i = 0; i < (QUICK ? 12 : 300); i++) {
            Program program = program(random);
            schedules.exhaustive(program, 1, 200);
            schedules.random(program, random.nextLong(), 200);
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
    void aRoundThatBeginsTooEarlyIsTold() {
        Stages.Opened schedules = STAGES.in("", 2);
        schedules.every(Program.parse("t1: add(1); await | t2: done; add(1)"));
        assertTrue(schedules.outcomes().contains("add: AddReused"), () -> schedules.outcomes().toString());
    }
}
