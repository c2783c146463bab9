package io.lockstep.channel;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Campaigns;
import io.lockstep.conformance.trace.Coverage;
import io.lockstep.conformance.trace.Grade;
import io.lockstep.conformance.trace.Trace;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisplayName("What real tasks did to a channel, the specification allows:")
@TestMethodOrder(OrderAnnotation.class)
class ChannelTracesTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final List<Integer> CAPACITIES = QUICK ? List.of(0, 1) : List.of(0, 1, 2, 5, ChannelProgram.NIL);
    private static final int MOST_TASKS = 8;
    /** Programs of each capacity, grade and number of tasks; each is run once with and once without a close. */
    private static final int PROGRAMS = QUICK ? 1 : 3;
    /** Operations of each task in these. */
    private static final int LENGTH = 30;

    /** The one long run: four tasks, enough operations of each for 100,000 events of either grade. */
    private static final int LONG_TASKS = 4;
    private static final int LONG_LENGTH = QUICK ? 500 : 14_500;
    private static final long LONG_EVENTS = QUICK ? 3_000 : 100_000;

    /** Some of what must be expected, lest nothing is. */
    private static final Set<String> KNOWN = Set.of("sendFor = timed out", "recv = interrupted", "send: SendPark",
            "trySend = not ready", "tryRecv = closed", "recv: RecvRefill", "recvFor: Resume");

    /** One for each capacity. */
    @RegisterExtension
    static final Campaigns CAMPAIGNS = new Campaigns("channel",
            c -> new Campaign(new ChannelProgram(c, ChannelPrograms.VALUES), MOST_TASKS));

    private final ChannelPrograms programs = new ChannelPrograms(Campaigns.SEED);

    @Order(1)
    @DisplayName("in many programs of 2 to 8 tasks, at every capacity and on the nil channel")
    @ParameterizedTest(name = "grade {0}")
    @EnumSource
    void manyPrograms(Grade grade) {
        for (int capacity : CAPACITIES) {
            Campaign campaign = CAMPAIGNS.of(capacity);
            for (int i = 0; i < PROGRAMS; i++) {
                for (int tasks = 2; tasks <= MOST_TASKS; tasks += 2) {
                    campaign.run(programs.closing(tasks, LENGTH), grade);
                    campaign.run(programs.open(tasks, LENGTH), grade);
                }
            }
        }
    }

    @Order(2)
    @DisplayName("in one long run")
    @ParameterizedTest(name = "grade {0}")
    @EnumSource
    void oneLongRun(Grade grade) {
        Campaign campaign = CAMPAIGNS.of(1);
        long events = 0;
        long judging = 0;
        while (events < LONG_EVENTS) {
            Program program = programs.open(LONG_TASKS, LONG_LENGTH);
            Trace trace = campaign.record(program, grade);
            long start = cpu();
            campaign.judge(trace, "");
            judging += cpu() - start;
            events += trace.events().size();
        }
        System.out.printf("traces channel: one run of %,d events, grade %s, judged at %,.0f events/s of CPU time%n",
                events, grade, events / (judging / 1e9));
    }

    @Order(3)
    @Test
    @DisplayName("and every outcome that the specification knows has been seen")
    void everyOutcome() {
        Set<String> expected = new TreeSet<>(QUICK ? KNOWN : Set.of());
        for (int capacity : QUICK ? List.<Integer>of() : List.of(0, 1, ChannelProgram.NIL)) {
            Graph small = new Graph(ChannelProgram.model(capacity, List.of("a"), 2).load());
            expected.addAll(Coverage.possible(small, Grade.POINTS));
        }
        assertTrue(expected.containsAll(KNOWN), () -> "outcomes that the specification knows: " + expected);
        assertEquals(Set.of(), CAMPAIGNS.coverage().missing(expected), "outcomes that no trace has shown");
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
