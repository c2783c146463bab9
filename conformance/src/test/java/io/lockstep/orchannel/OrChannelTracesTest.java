package io.lockstep.orchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

@DisplayName("What real tasks did with an or-channel and its inputs, its own task included, the specification allows:")
@TestMethodOrder(OrderAnnotation.class)
class OrChannelTracesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final int MOST_TASKS = 4;
    /** Programs of each grade and number of tasks. */
    private static final int PROGRAMS = QUICK ? 20 : 500;
    /** Operations of each task. */
    private static final int LENGTH = 5;

    /** Programs to wait for what is rare; some thousand show everything. */
    private static final int RARE = QUICK ? 0 : 20_000;

    /** What must be seen: every way in which an or-channel can end, and in which its users can learn of it. */
    private static final Set<String> KNOWN = Set.of("any: Default", "any: Start", "any: Fire", "any: RecvBuffer 1", "any: RecvHandOff 2",
            "any: RecvHandOff 5", "any: RecvClosed 4", "any = 0 ok", "or: Park", "or: Wake", "or: Notice 6", "or: Notice 1",
            "or: RecvBuffer 1", "or: RecvClosed 6", "or: Fire", "or: Stop", "or: Close", "cancel: Close", "cancel: CloseClosed",
            "cancel: Await", "cancel: Park", "cancel: RecvClosed 1", "cancel = 0 cancelled", "cancel = 2 a", "cancel = 5 b",
            "cancel = 1 closed", "await: Park", "await: Wake", "await = 0 cancelled", "await = 1 a", "await = 4 closed",
            "await = 0 interrupted", "await: RefuseInterrupted", "x!a: SendHandOff 1", "b!a: SendBuffer 1", "b!a: SendHandOff 1");

    @RegisterExtension
    static final Campaigns CAMPAIGNS = new Campaigns("orchannel", tasks -> new Campaign(new OrChannelProgram(), tasks));

    private final OrChannelPrograms programs = new OrChannelPrograms(Campaigns.SEED);

    @Order(1)
    @DisplayName("in many programs of 2 to 4 tasks")
    @ParameterizedTest(name = "grade {0}")
    @EnumSource
    void manyPrograms(Grade grade) {
        for (int i = 0; i < PROGRAMS; i++) {
            for (int tasks = 2; tasks <= MOST_TASKS; tasks++) CAMPAIGNS.of(MOST_TASKS).run(programs.next(tasks, LENGTH), grade);
        }
    }

    @Order(2)
    @Test
    @DisplayName("and every way to end has been seen")
    void everyWay() {
        for (int i = 0; i < RARE && !missing().isEmpty(); i++) CAMPAIGNS.of(MOST_TASKS).run(programs.next(3, 2), Grade.POINTS);
        if (QUICK) assertTrue(missing().size() < KNOWN.size() / 2, () -> "outcomes that no trace has shown: " + missing());
        else assertEquals(Set.of(), missing(), "outcomes that no trace has shown");
    }

    private static Set<String> missing() {
        return CAMPAIGNS.coverage().missing(KNOWN);
    }
}
