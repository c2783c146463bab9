package io.lockstep.cond;

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

@DisplayName("What real tasks did to a condition variable, the specification allows:")
@TestMethodOrder(OrderAnnotation.class)
class CondTracesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final int MOST_TASKS = 6;
    /** Programs of each grade and number of tasks. */
    private static final int PROGRAMS = QUICK ? 2 : 30;
    /** How many turns each task has. */
    private static final int TURNS = 15;

    /** What must be seen: every outcome and action of tasks that wait with the lock held. */
    private static final Set<String> KNOWN = Set.of("await = signalled", "await = interrupted", "awaitFor = signalled",
            "awaitFor = interrupted", "awaitFor = timed out", "lock = locked", "unlock = unlocked", "signal = ok",
            "await: Park", "await: Unlock", "await: Resume", "await: Lock", "await: RefuseInterrupted",
            "await: Withdraw interrupted", "awaitFor: Withdraw timed out", "awaitFor: Withdraw interrupted",
            "signal: Signal", "signal: SignalNobody", "broadcast: Broadcast", "lock: Lock", "unlock: Unlock");

    @RegisterExtension
    static final Campaigns CAMPAIGNS = new Campaigns("cond", tasks -> new Campaign(new CondProgram(CondPrograms.OPERATIONS), tasks));

    private final CondPrograms programs = new CondPrograms(Campaigns.SEED);

    @Order(1)
    @DisplayName("in many programs of 2 to 6 tasks")
    @ParameterizedTest(name = "grade {0}")
    @EnumSource
    void manyPrograms(Grade grade) {
        for (int i = 0; i < PROGRAMS; i++) {
            for (int tasks = 2; tasks <= MOST_TASKS; tasks++) CAMPAIGNS.of(MOST_TASKS).run(programs.next(tasks, TURNS), grade);
        }
    }

    /** The most further programs: on a busy machine threads meet when they like. */
    private static final int TRIES = QUICK ? 5 : 500;

    @Order(2)
    @Test
    @DisplayName("in more of these, until every way for an operation to end has been met")
    void morePrograms() {
        for (int i = 0; i < TRIES && !CAMPAIGNS.coverage().missing(KNOWN).isEmpty(); i++) {
            CAMPAIGNS.of(MOST_TASKS).run(programs.next(3, TURNS), Grade.POINTS);
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
