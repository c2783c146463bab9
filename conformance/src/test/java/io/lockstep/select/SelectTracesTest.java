package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Campaigns;
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

@DisplayName("What real tasks did with selects and plain operations over three channels, the specification allows:")
@TestMethodOrder(OrderAnnotation.class)
class SelectTracesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final int MOST_TASKS = 6;
    /** Programs of each grade and number of tasks; each is run once with and once without closes. */
    private static final int PROGRAMS = QUICK ? 2 : 30;
    /** Operations of each task. */
    private static final int LENGTH = 24;

    /** Short programs to wait for what is rare; some hundred show everything. */
    private static final int RARE = QUICK ? 0 : 4_000;

    /** Some of what must be seen: every way in which a case can happen, and every way in which none does. */
    private static final Set<String> KNOWN = Set.of("x?/y?:timed = 1 a", "x?/y?:timed = 2 b", "x?/y?:timed = 0 timed out",
            "x?/y?/b? = 0 interrupted", "x!a/y!b: SendHandOff 2", "x!a/y!b: Resume", "b!b/b?: RecvBuffer 2", "b!b/b?: SendBuffer 1",
            "x?/b!b: RecvHandOff 1", "b?: RecvRefill 1", "x?/x?: Park <<2, 1>>", "x?/x?: Park <<1, 2>>", "x?/y?:default: Default",
            "x?/y?:timed: Notice 1", "x!a/y!b: SendClosed 1", "x?/x!b: RecvClosed 1", "y#: CloseClosed", "x!a/y!b = 2 send on closed channel",
            "nil?:timed: Withdraw timed out", "none: RefuseInterrupted", "x!a: Park <<1>>", "x!a:default: Default");

    @RegisterExtension
    static final Campaigns CAMPAIGNS = new Campaigns("select", tasks -> new Campaign(new SelectProgram(), tasks));

    private final SelectPrograms programs = new SelectPrograms(Campaigns.SEED);

    @Order(1)
    @DisplayName("in many programs of 2 to 6 tasks")
    @ParameterizedTest(name = "grade {0}")
    @EnumSource
    void manyPrograms(Grade grade) {
        for (int i = 0; i < PROGRAMS; i++) {
            for (int tasks = 2; tasks <= MOST_TASKS; tasks += 2) {
                Program closing = programs.next(tasks, LENGTH, true);
                CAMPAIGNS.of(MOST_TASKS).run(closing, grade);
                CAMPAIGNS.of(MOST_TASKS).run(programs.next(tasks, LENGTH, false), grade);
            }
        }
    }

    @Order(2)
    @Test
    @DisplayName("and every way for a case to happen has been seen, at last in short programs that close")
    void everyWay() {
        for (int i = 0; i < RARE && !missing().isEmpty(); i++) CAMPAIGNS.of(MOST_TASKS).run(programs.next(4, 5, true), Grade.POINTS);
        if (QUICK) assertTrue(missing().size() < KNOWN.size() / 2, () -> "outcomes that no trace has shown: " + missing());
        else assertEquals(Set.of(), missing(), "outcomes that no trace has shown");
    }

    private static Set<String> missing() {
        return CAMPAIGNS.coverage().missing(KNOWN);
    }
}
