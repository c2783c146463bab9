package io.lockstep.conformance.schedule;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

class InterruptRuleTest {

    @AfterEach
    void clear() {
        Thread.interrupted();
    }

    /** Flag on entry, does it refuse then, interrupts meanwhile, result, flag on exit: what is wrong. */
    @ParameterizedTest
    @CsvSource({
        "false, true,  0, sent,        false, ",
        "false, true,  1, sent,        true,  ",
        "false, true,  1, interrupted, false, ",
        "true,  true,  0, interrupted, false, ",
        "true,  false, 0, not ready,   true,  ",
        "false, true,  2, interrupted, true,  ",
        "false, true,  1, sent,        false, an interrupt is lost",
        "true,  false, 0, not ready,   false, an interrupt is lost",
        "false, true,  1, interrupted, true,  counts twice",
        "false, true,  0, interrupted, false, nobody has interrupted it",
        "false, true,  0, sent,        true,  nobody has interrupted it",
        "true,  true,  0, sent,        true,  should have had no effect"})
    void anInterruptCountsOnce(boolean before, boolean refuses, int meanwhile, String result, boolean after, String wrong) {
        set(before);
        InterruptRule rule = new InterruptRule(7, refuses);
        set(after);
        String broken = rule.broken(result, 7 + meanwhile);
        if (wrong == null) assertNull(broken);
        else assertTrue(broken != null && broken.contains(wrong), broken);
        assertEquals(after, Thread.currentThread().isInterrupted());
    }

    private static void set(boolean flag) {
        Thread.interrupted();
        if (flag) Thread.currentThread().interrupt();
    }
}
