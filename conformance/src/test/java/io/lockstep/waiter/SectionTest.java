package io.lockstep.waiter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.schedule.VirtualTime;
import io.lockstep.seam.Seam;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * One is inside a section; whoever finds it taken rests, keeps its interrupt flag, and gets inside in the end. The flags
 * change by the one who is inside, or while nobody is.
 */
@Timeout(60)
class SectionTest {

    /** Threads of the system, for only these are taken off their processors inside a section. */
    private static final int THREADS = 4;
    /** Sections of each thread: enough for some to meet on two cores, a few hundred milliseconds. */
    private static final int TURNS = 500_000;
    private static final Duration LONG = Duration.ofSeconds(20);

    private final Section section = new Section();
    private long turns; // guarded by the section, if that guards anything

    @Test
    void oneIsInsideAtATime() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) threads.add(Thread.ofPlatform().start(this::takeTurns));
        for (Thread thread : threads) thread.join();
        assertEquals((long) THREADS * TURNS, turns);
    }

    @Test
    void neverAreTwoInsideWhoHaveSeenItFreeAtTheSameTime() {
        VirtualTime.everySchedule(2, 10_000, () -> {
            Section taken = new Section();
            int[] inside = new int[1];
            taken.enter();
            for (int i = 0; i < 2; i++) {
                Seam.unstarted("contender", () -> {
                    taken.enter();
                    assertEquals(1, ++inside[0]);
                    Seam.point("inside");
                    inside[0]--;
                    taken.exit();
                }).start();
            }
            Seam.parkNanos(taken, 1); // time passes when both have looked in vain
            taken.exit();
        });
    }

    private void takeTurns() {
        for (int i = 0; i < TURNS; i++) {
            section.enter();
            turns++;
            section.exit();
        }
    }

    @Test
    void whoeverFindsItTakenRestsAndThenEnters() throws InterruptedException {
        section.enter();
        Thread contender = Thread.ofPlatform().start(this::takeTurns);
        awaitNap(contender);
        assertEquals(0, turns);
        section.exit();
        assertTrue(contender.join(LONG), "the section is free, and the contender has not entered");
        assertEquals(TURNS, turns);
    }

    @Test
    void anInterruptNeitherLetsAContenderInNorIsLost() throws InterruptedException {
        boolean[] flag = new boolean[1];
        section.enter();
        Thread contender = Thread.ofPlatform().start(() -> {
            section.enter();
            flag[0] = Thread.currentThread().isInterrupted();
            section.exit();
        });
        awaitNap(contender);
        contender.interrupt();
        awaitNap(contender);
        awaitAwake(contender); // and another nap begins and ends: the flag does not end it at once
        awaitNap(contender);
        section.exit();
        assertTrue(contender.join(LONG), "the section is free, and the contender has not entered");
        assertTrue(flag[0], "the interrupt flag is lost");
    }

    @Test
    void whoeverOnlyTriesGetsInsideOrGivesUp() {
        assertTrue(section.tryEnter());
        assertFalse(section.tryEnter(), "somebody is inside, and stays there");
        section.exit();
        section.setFlags(3);
        assertTrue(section.tryEnter(), "whatever the flags are");
        section.exit();
        assertEquals(3, section.flags());
    }

    @Test
    void flagsChangeOnlyWhileNobodyIsInside() {
        assertTrue(section.change(0, 2));
        assertFalse(section.change(0, 1), "the flags are not as expected");
        section.enter(2);
        assertFalse(section.change(2, 1), "somebody is inside");
        section.setFlags(1);
        assertFalse(section.change(1, 0), "somebody is inside");
        section.exit();
        assertEquals(1, section.flags());
        assertTrue(section.change(1, 0));
    }

    @Test
    void aSectionIsEnteredWhateverTheFlagsAre() {
        section.setFlags(3);
        section.enter();
        section.exit();
        section.enter(1);
        section.exit();
        assertEquals(3, section.flags());
    }

    @Test
    void noChangeIsLostBesideSections() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < THREADS; t++) {
            boolean inside = t % 2 == 0;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < TURNS; i++) count(inside);
            }));
        }
        for (Thread thread : threads) thread.join();
        assertEquals(THREADS * TURNS, section.flags());
    }

    private void count(boolean inside) {
        if (inside) {
            section.enter();
            section.setFlags(section.flags() + 1);
            section.exit();
        } else {
            for (int flags = section.flags(); !section.change(flags, flags + 1); flags = section.flags()) Thread.onSpinWait();
        }
    }

    @Test
    void idsAscend() {
        assertTrue(section.id() < new Section().id());
        assertFalse(section.id() < 0);
    }

    private static void awaitNap(Thread contender) {
        while (contender.getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
    }

    private static void awaitAwake(Thread contender) {
        while (contender.getState() == Thread.State.TIMED_WAITING) Thread.onSpinWait();
    }
}
