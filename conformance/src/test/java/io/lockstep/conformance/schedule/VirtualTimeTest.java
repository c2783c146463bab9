package io.lockstep.conformance.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.seam.Seam;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

class VirtualTimeTest {

    private static void sleep(Duration time) {
        long end = Seam.nanoTime() + time.toNanos();
        for (long left; (left = end - Seam.nanoTime()) > 0; ) Seam.parkNanos(VirtualTimeTest.class, left);
    }

    @Test
    void timePassesOnlyWhenNobodyCanGoOn() {
        Set<Duration> end = VirtualTime.everySchedule(Integer.MAX_VALUE, 10_000, () -> {
            Seam.unstarted("sleeper", () -> sleep(Duration.ofHours(1))).start();
            long start = Seam.nanoTime();
            for (int i = 0; i < 3; i++) Seam.point("busy");
            assertEquals(start, Seam.nanoTime());
            sleep(Duration.ofMinutes(1));
            assertEquals(Duration.ofMinutes(1), Duration.ofNanos(Seam.nanoTime() - start));
        });
        assertEquals(Set.of(Duration.ofHours(1)), end);
    }

    @Test
    void tasksThatAreStartedRunInEveryOrder() {
        Set<String> seen = new HashSet<>();
        VirtualTime.everySchedule(Integer.MAX_VALUE, 10_000, () -> {
            StringBuilder order = new StringBuilder();
            Seam.unstarted("a", () -> order.append("a")).start();
            Seam.unstarted("b", () -> order.append("b")).start();
            Seam.point("both are there");
            order.append("main ");
            sleep(Duration.ofNanos(1));
            seen.add(order.toString());
        });
        assertEquals(Set.of("main ab", "main ba", "amain b", "bmain a", "abmain ", "bamain "), seen);
    }

    @Test
    void aTaskThatIsLeftFailsTheRunAndIsNamed() {
        String message = assertThrows(AssertionError.class, () -> VirtualTime.randomSchedules(1, 1, () ->
                Seam.unstarted("forgotten", () -> Seam.park(this)).start())).getMessage();
        assertTrue(message.contains("these tasks are left"), message);
        assertTrue(message.contains("forgotten is parked at"), message);
    }

    @Test
    void whatTheCodeThrowsIsTheCause() {
        IllegalStateException wrong = new IllegalStateException("wrong");
        AssertionError error = assertThrows(AssertionError.class, () -> VirtualTime.randomSchedules(1, 1, () -> {
            throw wrong;
        }));
        assertEquals(wrong, error.getCause());
    }
}
