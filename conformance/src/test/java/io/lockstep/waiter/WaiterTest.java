package io.lockstep.waiter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.seam.Seam;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The deadline of a wait, however long that is said to be. */
class WaiterTest {

    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MIN_VALUE + 1, Long.MIN_VALUE})
    void aWaitThatIsNotToWaitIsOverAtOnce(long nanos) {
        long deadline = Waiter.deadline(nanos);
        assertTrue(deadline - Seam.nanoTime() <= 0, "time is left");
        assertEquals(Waiter.Wake.TIMED_OUT, new Waiter(null).await(this, deadline));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 1_000_000_000, Long.MAX_VALUE - 1})
    void theTimeThatIsLeftIsWhatWasSaid(long nanos) {
        long before = Seam.nanoTime();
        long deadline = Waiter.deadline(nanos);
        long late = Seam.nanoTime() - before;
        long left = deadline - before;
        assertTrue(left >= nanos || left < 0, "less than was said"); // below zero: beyond the clock's range by what has passed
        assertTrue(left - nanos <= late, "more than was said");
    }

    @Test
    void foreverHasNoDeadline() {
        assertEquals(Waiter.FOREVER, Waiter.deadline(Long.MAX_VALUE));
        assertEquals(Waiter.FOREVER, Waiter.deadline(TimeUnit.DAYS.toNanos(Long.MAX_VALUE)));
    }
}
