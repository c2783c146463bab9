package io.lockstep.mutex;

import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Campaigns;
import io.lockstep.conformance.trace.Grade;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisplayName("What real tasks did to a mutex, the specification allows:")
@TestMethodOrder(OrderAnnotation.class)
class MutexTracesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final int MOST_TASKS = 6;
    /** Programs of each grade and number of tasks. */
    private static final int PROGRAMS = QUICK ? 2 : 30;
    /** How often each task locks. */
    private static final int LOCKS = 20;

    /** What must be seen: every outcome, and every action that the clock does not make rare. */
    private static final Set<String> KNOWN = Set.of("lock = locked", "lockInterruptibly = locked",
            "lockInterruptibly = interrupted", "lockFor = locked", "lockFor = timed out", "lockFor = interrupted",
            "tryLock = locked", "tryLock = not ready", "unlock = unlocked", "unlock = unlock of unlocked mutex",
            "lock: LockFree", "lock: LockPark", "lock: RetryLock", "lock: RetryPark", "lock: RetryStarve", "lock: Resume",
            "lockFor: Withdraw timed out", "lockFor: RefuseInterrupted", "lockInterruptibly: Withdraw interrupted",
            "tryLock: LockNotReady", "unlock: UnlockFree", "unlock: UnlockWake", "unlock: UnlockUnlocked",
            "unlock: UnlockHandOff normal");

    @RegisterExtension
    static final Campaigns CAMPAIGNS = new Campaigns("mutex", tasks -> new Campaign(new MutexProgram(), tasks));

    private final MutexPrograms programs = new MutexPrograms(Campaigns.SEED);

    @Order(1)
    @DisplayName("in many programs of 2 to 6 tasks")
    @ParameterizedTest(name = "grade {0}")
    @EnumSource
    void manyPrograms(Grade grade) {
        for (int i = 0; i < PROGRAMS; i++) {
            for (int tasks = 2; tasks <= MOST_TASKS; tasks++) CAMPAIGNS.of(MOST_TASKS).run(programs.next(tasks, LOCKS), grade);
        }
    }

    /** One task keeps the mutex from the others, until they wait long and are handed it. */
    private static final Program GREEDY = Program.parse("t1: " + "lock; unlock(1200us); ".repeat(8)
            + " | t2: lock; unlock | t3: lockFor(100000us); unlock; lock; unlock");
    /** Nobody unlocks; the rig interrupts those who wait for good. */
    private static final Program ABANDONED = Program.parse("t1: tryLock | t2: lockInterruptibly | t3: lockFor(2000us)");
    /** The most runs of each: on a busy machine threads meet when they like. */
    private static final int TRIES = QUICK ? 5 : 500;
    private static final int FEWEST = 3;

    @Order(2)
    @Test
    @DisplayName("in waits that are long, and end by a hand-off, an interrupt or a timeout")
    void longWaits() {
        for (int i = 0; i < TRIES && (i < FEWEST || !CAMPAIGNS.coverage().missing(KNOWN).isEmpty()); i++) {
            CAMPAIGNS.of(MOST_TASKS).run(GREEDY, Grade.POINTS);
            CAMPAIGNS.of(MOST_TASKS).run(ABANDONED, Grade.POINTS);
        }
    }

    @Order(3)
    @Test
    @DisplayName("and every way for an operation to end has been seen")
    void everyWay() {
        Set<String> missing = CAMPAIGNS.coverage().missing(KNOWN);
        if (QUICK) assertTrue(missing.size() < KNOWN.size() / 2, () -> "outcomes that no trace has shown: " + missing);
        else assertEquals(Set.of(), missing, "outcomes that no trace has shown");
    }
}
