package io.lockstep.once;

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

@DisplayName("What real tasks did to a Once, the specification allows:")
@TestMethodOrder(OrderAnnotation.class)
class OnceTracesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final int MOST_TASKS = 4;
    /** Programs of each grade and number of tasks. */
    private static final int PROGRAMS = QUICK ? 60 : 1_500;
    /** Operations of each task. */
    private static final int LENGTH = 3;

    /** Some of what must be expected, lest nothing is. */
    private static final Set<String> KNOWN = Set.of("run = ok", "run = failed", "run: Park", "run: Skip", "runInterruptibly: Resume");

    /** One for each number of tasks. */
    @RegisterExtension
    static final Campaigns CAMPAIGNS = new Campaigns("once",
            n -> new Campaign(new OnceProgram(), n));

    private final OncePrograms programs = new OncePrograms(Campaigns.SEED);

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
        Set<String> expected = new TreeSet<>(Coverage.possible(new Graph(new OnceProgram().model(2).load()), Grade.POINTS));
        assertTrue(expected.containsAll(KNOWN), () -> "outcomes that the specification knows: " + expected);
        assertEquals(Set.of(), CAMPAIGNS.coverage().missing(QUICK ? KNOWN : expected), "outcomes that no trace has shown");
    }
}
