package io.lockstep.waiter;

import io.lockstep.seam.Seam;

/**
 * One wait of one thread: created by the thread that will wait, completed at most once by another,
 * and then done with. Follows module {@code Waiter} of the specification; {@code gopark} and
 * {@code goready} in Go.
 *
 * <p>The primitive that the thread waits for decides, under its lock, between completion and
 * withdrawal. This class only waits and wakes.
 *
 * <p>Memory visibility: what happens before {@link #complete()} happens before the return of an
 * {@link #await} that reports {@link Wake#COMPLETED}.
 */
public final class Waiter {
    /*
     * Invariants.
     *   1. completed goes from false to true at most once, inside the primitive's critical section.
     *   2. The outcome is written before completed, and read after it (completed is volatile).
     *   3. wake() follows complete(), after the lock is released. The waiter reads completed
     *      between any two parks. So a wake-up that comes early leaves a permit, and the next park
     *      returns at once: none is lost.
     *   4. A permit that is left over (from this wait or from the thread's earlier ones) costs one
     *      turn of the loop and nothing else.
     *
     * There is no spinning: thousands of virtual threads may share two cores, and a waiter that
     * spins delays the partner it waits for.
     */

    /** Why {@link #await} returned. */
    public enum Wake {
        /** A partner completed the wait. */
        COMPLETED,
        /** The thread's interrupt flag is set. The flag stays set. */
        INTERRUPTED,
        /** The deadline has passed. */
        TIMED_OUT
    }

    /** The deadline of a wait that has none. */
    public static final long FOREVER = Long.MAX_VALUE;

    private final Thread thread = Thread.currentThread();
    private volatile boolean completed;

    /** A wait of the calling thread. */
    public Waiter() {
    }

    /**
     * Decides the wait in favour of the partner. To be called at most once, inside the primitive's
     * critical section, after the outcome has been stored.
     */
    public void complete() {
        completed = true;
    }

    /**
     * Tells whether the wait has been completed. Exact inside the primitive's critical section.
     *
     * @return true after {@link #complete()}
     */
    public boolean isCompleted() {
        return completed;
    }

    /** Wakes the thread of a completed wait. To be called after the primitive's lock is released. */
    public void wake() {
        Seam.point("wake");
        Seam.unpark(thread);
    }

    /**
     * Waits for completion, an interrupt or the deadline. To be called by the thread that created
     * this waiter, outside every lock. After an interrupt or a timeout the caller still has to
     * withdraw under the primitive's lock, and loses if the wait has been completed meanwhile.
     *
     * @param blocker  the primitive, shown in thread dumps
     * @param deadline the time on the seam's clock, in nanoseconds, after which not to wait any
     *                 longer, or {@link #FOREVER}
     * @return why the wait ended; completion comes first if several hold
     */
    public Wake await(Object blocker, long deadline) {
        for (;;) {
            Seam.point("await");
            if (completed) return Wake.COMPLETED;
            if (Thread.currentThread().isInterrupted()) return Wake.INTERRUPTED;
            if (deadline == FOREVER) {
                Seam.park(blocker);
            } else {
                long nanos = deadline - Seam.nanoTime();
                if (nanos <= 0) return Wake.TIMED_OUT;
                Seam.parkNanos(blocker, nanos);
            }
        }
    }
}
