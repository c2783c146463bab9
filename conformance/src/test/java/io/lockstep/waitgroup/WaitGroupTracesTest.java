package io.lockstep.waitgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Campaigns;
import io.lockstep.conformance.trace.Coverage;
import io.lockstep.conformance.trace.Grade;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("What real tasks did to a WaitGroup, the specification allows:")
@TestMethodOrder(OrderAnnotation.class)
class WaitGroupTracesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final int MOST_TASKS = 6;
    /** Programs of each grade and number of tasks. */
    private static final int PROGRAMS = QUICK ? 4 : 100;
    /** Operations of each task. */
    private static final int LENGTH = 30;

    /** Some of what must be expected, lest nothing is. */
    private static final Set<String> KNOWN = Set.of("await = ok", "await: AwaitPark", "awaitFor: Leave", "add: AddLast",
            "done = negative WaitGroup counter");

    /** One for each number of tasks. */
    @RegisterExtension
    static final Campaigns CAMPAIGNS = new Campaigns("waitgroup",
            n -> new Campaign(new WaitGroupProgram(), n));

    private final WaitGroupPrograms programs = new WaitGroupPrograms(Campaigns.SEED);

    @Order(1)
    @DisplayName("in many programs")
    @ParameterizedTest(name = "grade {0}")
    @EnumSource
    void manyPrograms(Grade grade) {
        for (int tasks = 2; tasks <= MOST_TASKS; tasks += 2) {
            for (int i = 0; i < PROGRAMS; i++) CAMPAIGNS.of(tasks).run(programs.next(tasks, LENGTH), grade);
        }
    }

    @Order(2)
    @Test
    @DisplayName("and every outcome that the specification knows has been seen")
    void everyOutcome() {
        Set<String> expected = new TreeSet<>(Coverage.possible(new Graph(new WaitGroupProgram().model(2).load()), Grade.POINTS));
        assertTrue(expected.containsAll(KNOWN), () -> "outcomes that the specification knows: " + expected);
        assertEquals(Set.of(), CAMPAIGNS.coverage().missing(QUICK ? KNOWN : expected), "outcomes that no trace has shown");
    }
}
