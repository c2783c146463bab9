package io.lockstep.cond;

import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Stages;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.List;
import java.util.Random;

/** The production condition variable and mutex on real virtual threads, under schedules that the specification judges. */
@DisplayName("Under every schedule that is run, a condition variable does what the specification allows:")
class CondSchedulesTest {

    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));

    /** Preemptions in a schedule: few find most faults. */
    private static final int FEW = QUICK ? 1 : 3;
    /** The most schedules of one program. */
    private static final long ENOUGH = QUICK ? 2_000 : 10_000;

    private static final List<String> AWAITS = List.of("await", "awaitFor(50us)", "awaitUninterruptibly");
    private static final List<String> WAKE_UPS = List.of("signal", "broadcast");

    @RegisterExtension
    static final Stages STAGES = new Stages(new CondStage(), stages -> stages.in("", 2).possible());

    private static void passes(String program) {
        STAGES.in("", 4).exhaustive(Program.parse(program), FEW, ENOUGH);
    }

    @Test
    @DisplayName("a wait and a wake-up, with the lock and without")
    void one() {
        for (String await : AWAITS) {
            for (String wakeUp : WAKE_UPS) {
                passes("t1: lock; " + await + "; unlock | t2: lock; " + wakeUp + "; unlock");
                passes("t1: lock; " + await + "; unlock | t2: " + wakeUp);
            }
        }
    }

    @Test
    @DisplayName("a wait that is interrupted at any moment")
    void interrupted() {
        for (String await : AWAITS) {
            passes("t1: lock; " + await + "; unlock | t2: interrupt(t1)");
            for (String wakeUp : WAKE_UPS) passes("t1: lock; " + await + "; unlock | t2: " + wakeUp + " | t3: interrupt(t1)");
        }
    }

    @Test
    @DisplayName("two waits, of which one may give up, and two wake-ups")
    void two() {
        for (String await : AWAITS) {
            for (String wakeUp : WAKE_UPS) {
                passes("t1: lock; " + await + "; unlock | t2: lock; awaitUninterruptibly; unlock | t3: signal; " + wakeUp);
            }
        }
        passes("t1: lock; await; unlock | t2: lock; await; unlock | t3: signal | t4: interrupt(t1)");
    }

    @Test
    @DisplayName("a wait without the lock, alone and before others")
    void withoutTheLock() {
        for (String await : AWAITS) {
            passes("t1: " + await + " | t2: signal; broadcast");
            passes("t1: " + await + " | t2: lock; unlock");
            passes("t1: " + await + " | t2: signal | t3: lock; awaitUninterruptibly; unlock");
        }
    }

    @Test
    @DisplayName("waits that may wake without reason")
    void spurious() {
        for (String await : AWAITS) {
            STAGES.in("spurious=1", 4).exhaustive(Program.parse("t1: lock; " + await + "; unlock | t2: lock; signal; unlock"), FEW, ENOUGH);
        }
    }

    @Test
    @DisplayName("larger programs")
    void larger() {
        Random random = new Random(Stages.SEED);
        CondPrograms programs = new CondPrograms(Stages.SEED);
        for (int i = 0; i < (QUICK ? 15 : 300); i++) {
            Program program = programs.next(2 + random.nextInt(3), 2);
            STAGES.in("", 4).exhaustive(program, 1, 200);
            STAGES.in("", 4).random(program, random.nextLong(), 200);
        }
    }
}
