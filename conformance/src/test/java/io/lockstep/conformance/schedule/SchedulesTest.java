package io.lockstep.conformance.schedule;

import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Toybox.Fault;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SchedulesTest {
    private static final int ANY = Integer.MAX_VALUE;
    private static final long ENOUGH = 200_000;
    private static final Program LARGE = Program.parse("t1: put(a); peek; takeFor | t2: takeFor; put(b) | t3: peek; put(a); peek");

    @Test
    void theRightBoxPassesEverySchedule() {
        Schedules schedules = ToyRoom.schedules(Fault.NONE);
        for (String text : new String[] {"t1: put(a) | t2: take", "t1: put(a) | t2: takeFor", "t1: put(a) | t2: peek",
            "t1: put(a) | t2: put(b)", "t1: put(a); take | t2: peek; takeFor"}) {
            Schedules.Report report = schedules.exhaustive(Program.parse(text), ANY, ENOUGH);
            assertNull(report.failure(), () -> String.valueOf(report.failure()));
            assertTrue(report.complete(), text);
        }
        assertNull(schedules.random(LARGE, 1, 2_000).failure());
    }

    /** Each fault in a large program comes down to the two operations that matter. */
    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "LOST_WAKE_UP;   t1: put(a), t2: take;    nobody can go on; Resume(t",
        "CHECK_THEN_ACT; t1: put(a), t2: put(b);  Put(t;            Full(t",
        "LOCK_ORDER;     t1: put(a), t2: peek;    nobody can go on; Peek(t",
        "TIMEOUT_DROPS;  t1: put(a), t2: takeFor; Withdraw(t;        Resume(t"})
    void findsReplaysAndShrinksEveryFault(Fault fault, String smallest, String what, String expected) {
        Schedules schedules = ToyRoom.schedules(fault);
        Program small = Program.parse(smallest.replace(',', '|'));
        Program large = Program.parse(small.toLine().replace(" |", "; peek |") + "; peek | t3: put(b); takeFor");
        for (Schedules.Report report : new Schedules.Report[] {
            schedules.exhaustive(small, ANY, ENOUGH), schedules.exhaustive(large, 2, ENOUGH), schedules.random(large, 7, ENOUGH)}) {
            Failure failure = report.failure();
            assertNotNull(failure, fault + " not found in " + report.runs() + " schedules");
            assertReplays(schedules, failure);

            Failure shrunk = failure.shrunk();
            assertReplays(schedules, shrunk);
            assertEquals(2, shrunk.program().size(), shrunk::toString);
            String story = shrunk.toString();
            assertTrue(story.contains(what) && story.contains(expected), story);
        }
    }

    @Test
    void judgesTenThousandSchedulesASecond() {
        ThreadMXBean clock = ManagementFactory.getThreadMXBean(); // the processor's seconds, for others may be using it
        Schedules schedules = ToyRoom.schedules(Fault.NONE);
        Program program = Program.parse("t1: put(a) | t2: takeFor");
        double best = 0;
        for (int attempt = 0; attempt < 20 && best < 10_000; attempt++) {
            long start = clock.getCurrentThreadCpuTime();
            long runs = schedules.random(program, attempt, 5_000).runs();
            best = Math.max(best, runs * 1e9 / (clock.getCurrentThreadCpuTime() - start));
        }
        assertTrue(best >= 10_000, best + " schedules a second");
    }

    private static void assertReplays(Schedules schedules, Failure failure) {
        Replay replay = Replay.parse(failure.line());
        Outcome again = schedules.run(replay.program(), replay.strategy(), Observer.NONE);
        assertEquals(failure.outcome().failure(), again.failure());
        assertEquals(failure.outcome().blocked(), again.blocked());
        assertArrayEquals(failure.outcome().choices(), again.choices());
    }

    @Test
    void sameSeedSameEvents() {
        Schedules schedules = ToyRoom.schedules(Fault.NONE);
        Set<String> stories = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            RandomWalk walk = new RandomWalk(99);
            walk.restart();
            Story story = new Story(LARGE.names());
            schedules.run(LARGE, walk, story);
            stories.add(story.toString());
        }
        assertEquals(1, stories.size());
    }

    @Test
    void differentSeedsDifferentEvents() {
        Schedules schedules = ToyRoom.schedules(Fault.NONE);
        Set<String> stories = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            RandomWalk walk = new RandomWalk(seed);
            walk.restart();
            Story story = new Story(LARGE.names());
            schedules.run(LARGE, walk, story);
            stories.add(story.toString());
        }
        assertTrue(stories.size() > 100, stories.size() + " different runs of 200");
    }

    @Test
    void fewerPreemptionsFewerSchedules() {
        Program program = Program.parse("t1: put(a); take | t2: peek; takeFor");
        long before = 0;
        for (int bound = 0; bound <= 3; bound++) {
            Schedules.Report report = ToyRoom.schedules(Fault.NONE).exhaustive(program, bound, ENOUGH);
            assertFalse(report.complete());
            assertTrue(report.runs() > before, bound + " preemptions: " + report.runs());
            before = report.runs();
        }
        assertTrue(ToyRoom.schedules(Fault.NONE).exhaustive(program, ANY, ENOUGH).runs() > before);
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void noThreadIsLeftBehind(Fault fault) {
        Schedules schedules = ToyRoom.schedules(fault);
        Set<Thread> threads = new HashSet<>();
        Program program = Program.parse("t1: put(a) | t2: take | t3: take");
        for (int seed = 0; seed < 50; seed++) {
            schedules.run(program, new RandomWalk(seed), (task, what, which) -> threads.add(Thread.currentThread()));
        }
        assertTrue(threads.stream().filter(Thread::isVirtual).count() >= 100);
        assertTrue(threads.stream().filter(Thread::isVirtual).noneMatch(Thread::isAlive));
    }

    @Test
    void collectsTheOutcomesOfAllRuns() {
        Schedules schedules = ToyRoom.schedules(Fault.NONE);
        schedules.exhaustive(Program.parse("t1: put(a) | t2: takeFor"), ANY, ENOUGH);
        assertEquals(Set.of("put: Put", "put: Give", "put = ok", "takeFor: Take", "takeFor: Park", "takeFor: Resume",
                "takeFor: Withdraw", "takeFor = a", "takeFor = timed out"), schedules.outcomes());
    }

    @Test
    void aScheduleThatDoesNotFitIsRefused() {
        Replay replay = Replay.parse("t1: put(a) | t2: take | schedule 7");
        String message = assertThrows(IllegalArgumentException.class, () -> ToyRoom.schedules(Fault.NONE)
                .run(replay.program(), replay.strategy(), Observer.NONE)).getMessage();
        assertTrue(message.contains("choice 1 of the schedule is 7, but only 0 to 1 are possible"), message);
    }

    @Test
    void aLineThatIsNoScheduleIsRefused() {
        for (String line : new String[] {"", "t1: put(a)", "t1: put(a) | schedule x", "cap | t1: put(a) | schedule",
            "t1: put(a) | schedule 1,,2"}) {
            String message = assertThrows(IllegalArgumentException.class, () -> Replay.parse(line)).getMessage();
            assertTrue(message.contains("expected"), message);
        }
    }
}
