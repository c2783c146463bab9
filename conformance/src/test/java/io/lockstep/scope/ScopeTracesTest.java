package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Campaigns;
import io.lockstep.conformance.trace.Coverage;
import io.lockstep.conformance.trace.Grade;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What real tasks did to a scope, the specification allows:")
@TestMethodOrder(OrderAnnotation.class)
class ScopeTracesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final int MOST_TASKS = 3;
    /** Programs of each grade and number of tasks. */
    private static final int PROGRAMS = QUICK ? 40 : 2_000;
    /** Operations of each task. */
    private static final int LENGTH = 3;

    /**
     * What no campaign may miss. Not every outcome that the specification knows: some need a time to run out
     * at one moment, which the schedules bring about and real threads only by chance.
     */
    private static final Set<String> EXPECTED = Set.of("join = << >> ok", "join = <<\"m1\">> failed", "join: AwaitEnded", "join: AwaitPark",
            "joinFor: Resume", "tryJoin = << >> not ready", "cancel: Cancel", "close: Close", "close: CloseCancelled",
            "start: StartLate", "m1: End", "m1: Obey", "m1: Fail", "m1: Leave", "m1: Tell");

    /** One for each number of tasks. */
    @RegisterExtension
    static final Campaigns CAMPAIGNS = new Campaigns("scope", tasks -> new Campaign(new ScopeProgram(), tasks));

    private final ScopePrograms programs = new ScopePrograms(Campaigns.SEED);

    @Order(1)
    @DisplayName("in many programs")
    @ParameterizedTest(name = "grade {0}")
    @EnumSource
    void manyPrograms(Grade grade) {
        for (int tasks = 1; tasks <= MOST_TASKS; tasks++) {
            for (int i = 0; i < PROGRAMS; i++) CAMPAIGNS.of(tasks).run(programs.next(tasks, LENGTH), grade);
        }
    }

    @Order(2)
    @Test
    @DisplayName("and every outcome that is to be expected has been seen")
    void everyOutcome() {
        Coverage seen = CAMPAIGNS.coverage();
        assertEquals(Set.of(), seen.missing(EXPECTED), () -> "outcomes that no trace has shown, of " + seen.seen());
    }
}
