package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

/** Tests wait until a task waits. */
final class Waits {

    private static final Duration LONG = Duration.ofSeconds(20);

    private Waits() {
    }

    /** Until the task is parked without a time limit. */
    static void until(Task<?> task) {
        while (task.thread().getState() != Thread.State.WAITING) Thread.onSpinWait();
    }

    /** Until the task is parked in an operation, as the dump names it, and has answered every interrupt. */
    static void until(Task<?> task, String operation) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (task.thread().isInterrupted() || !parked(task.thread())
                || !Whereabouts.of(task.thread()).contains(" waits in " + operation)) {
            assertTrue(System.nanoTime() < deadline, () -> Whereabouts.of(task.thread()) + " and not in " + operation);
            Thread.onSpinWait();
        }
    }

    private static boolean parked(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
    }
}
