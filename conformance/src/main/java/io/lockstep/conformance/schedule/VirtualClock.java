package io.lockstep.conformance.schedule;

import java.util.List;

/** Time in a run: it passes only when the strategy says so. */
final class VirtualClock {
    /*
     * Time may pass while a task is parked with a deadline, and then passes to the earliest one; or
     * while a task has read the clock but is not parked yet, and then passes far, so that it finds
     * its deadline gone. It passes so at most once in an operation, for then the operation's time is
     * up. The clock starts just before its overflow, where a comparison shows that should have been a
     * difference.
     */
    private static final long ORIGIN = Long.MAX_VALUE - 1_000;  // ns; a timeout of over 1 µs ends beyond the overflow
    private static final long FAR = 3_600_000_000_000L;         // ns; an hour, longer than any timeout in use

    private final List<Task> tasks;
    private long now = ORIGIN;

    VirtualClock(List<Task> tasks) {
        this.tasks = tasks;
    }

    long read(Task reader) {
        reader.watchesClock = !reader.timeIsUp;
        return now;
    }

    long after(long nanos) {
        return now + nanos;
    }

    boolean mayPass() {
        for (Task t : tasks) if (!t.ended && (t.awaitsDeadline() || t.watchesClock)) return true;
        return false;
    }

    /** Whether a task is parked until some time. */
    boolean isAwaited() {
        for (Task t : tasks) if (!t.ended && t.awaitsDeadline()) return true;
        return false;
    }

    /** In nanoseconds since the beginning. */
    long elapsed() {
        return now - ORIGIN;
    }

    void pass() {
        long step = FAR;
        for (Task t : tasks) if (t.awaitsDeadline()) step = Math.min(step, t.deadline - now);
        now += step;
        for (Task t : tasks) {
            if (t.awaitsDeadline() && t.deadline - now <= 0) t.expired = t.timeIsUp = true;
            if (t.watchesClock) {
                t.watchesClock = false;
                t.timeIsUp = true;
            }
        }
    }
}
