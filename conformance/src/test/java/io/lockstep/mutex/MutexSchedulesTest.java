package io.lockstep.mutex;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Stages;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The production mutex on real virtual threads, under schedules that the specification judges. */
@DisplayName("Under every schedule that is run, a mutex does what the specification allows:")
class MutexSchedulesTest {

    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));

    /** Preemptions in a schedule: few find most faults. */
    private static final int FEW = QUICK ? 1 : 3;
    /** The most schedules of one program. */
    private static final long ENOUGH = QUICK ? 2_000 : 20_000;

    private static final List<String> LOCKS = List.of("lock", "lockInterruptibly", "lockFor(50us)", "tryLock");

    @RegisterExtension
    static final Stages STAGES = new Stages(new MutexStage(), stages -> stages.in("", 3).possible());

    private static void passes(String program) {
        STAGES.in("", 4).exhaustive(Program.parse(program), FEW, ENOUGH);
    }

    @Test
    @DisplayName("any two locks, each with its unlock")
    void anyTwoLocks() {
        for (String first : LOCKS) {
            for (String second : LOCKS) {
                STAGES.in("", 4).exhaustive(Program.parse("t1: " + first + "; unlock | t2: " + second + "; unlock"),
                        QUICK ? 2 : Integer.MAX_VALUE, ENOUGH);
            }
        }
    }

    @Test
    @DisplayName("any lock that is interrupted at any moment, of a free and of a held mutex")
    void interrupted() {
        for (String lock : LOCKS) {
            passes("t1: " + lock + "; unlock | t2: interrupt(t1)");
            passes("t1: " + lock + "; unlock | t2: lock; interrupt(t1); unlock");
            passes("t1: " + lock + "; unlock | t2: lock; unlock | t3: interrupt(t1)");
        }
    }

    @Test
    @DisplayName("a greedy task against any other, and against two")
    void greedy() {
        for (String lock : LOCKS) {
            passes("t1: lock; unlock; lock; unlock; lock; unlock | t2: " + lock + "; unlock");
            passes("t1: lock; unlock; lock; unlock | t2: " + lock + "; unlock | t3: lock; unlock");
        }
        passes("t1: lock | t2: lock; unlock | t3: lock; unlock | t4: unlock; lock; unlock"); // who loses to t4 stays before t3
    }

    @Test
    @DisplayName("unlocks by others, and of an unlocked mutex")
    void otherUnlocks() {
        for (String lock : LOCKS) passes("t1: " + lock + " | t2: unlock | t3: lock; unlock");
    }

    @ParameterizedTest
    @ValueSource(strings = {"lock", "lockInterruptibly", "lockFor(50us)"})
    @DisplayName("waits that may wake without reason")
    void spurious(String lock) {
        STAGES.in("spurious=1", 4).exhaustive(Program.parse("t1: lock; unlock | t2: " + lock + "; unlock"), FEW, ENOUGH);
    }

    @Test
    @DisplayName("larger programs")
    void larger() {
        Random random = new Random(Stages.SEED);
        for (int i = 0; i < (QUICK ? 15 : 300); i++) {
            Program program = program(random);
            STAGES.in("", 4).exhaustive(program, 1, 200);
            STAGES.in("", 4).random(program, random.nextLong(), 200);
        }
    }

    private static Program program(Random random) {
        int count = 3 + random.nextInt(2);
        List<List<Op>> tasks = new ArrayList<>();
        for (int t = 0; t < count; t++) {
            List<Op> ops = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                if (random.nextInt(6) == 0) ops.add(Op.of(Op.INTERRUPT, Program.name(random.nextInt(count))));
                ops.add(Op.parse(LOCKS.get(random.nextInt(LOCKS.size()))));
                if (random.nextInt(8) > 0) ops.add(Op.of("unlock"));
            }
            tasks.add(ops);
        }
        return new Program(tasks);
    }
}
