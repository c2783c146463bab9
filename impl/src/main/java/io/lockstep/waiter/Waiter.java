package io.lockstep.waiter;

import io.lockstep.seam.Seam;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * One wait of one thread: created by the thread that will wait, completed at most once by another,
 * and then done with. Follows module {@code Waiter} of the specification; {@code gopark} and
 * {@code goready} in Go.
 *
 * <p>The primitive that the thread waits for decides, under its lock, between completion and
 * withdrawal. This class only waits and wakes.
 *
 * <p>Memory visibility: what happens before {@link Sudog#complete} happens before the return of an
 * {@link #await} that reports {@link Wake#COMPLETED}.
 */
public final class Waiter {
    /*
     * Invariants.
     *   1. completed goes from false to true at most once, inside the primitive's critical section.
     *   2. The outcome is written before completed, and read after it (completed is volatile).
     *   3. The waiter writes parking before it reads completed for the last time before a park;
     *      a partner writes completed before it reads parking, in wake(), after the lock is
     *      released. Both are volatile, so that at least one sees what the other wrote: the waiter
     *      does not park, or the partner unparks it. An unpark that comes early leaves a permit, and
     *      the next park returns at once. So no wake-up is lost, and nobody is unparked who is
     *      still looking. The same holds of nudged.
     *   4. A wait on several primitives is claimed, by one compare-and-set, before it is completed:
     *      each primitive has a lock of its own, and only one may win. Claim and completion stand
     *      in one critical section; so whoever holds the locks of all sees both or neither.
     *   5. A permit that is left over (from this wait or from the thread's earlier ones) costs one
     *      turn of the loop and nothing else.
     *
     * A wait may look for a bounded while before it announces to park, if the primitive has patience.
     * Thousands of virtual threads may share two cores, and a waiter that looks delays the partner
     * that it waits for: so patience has to pay (class Patience).
     */

    /** Why {@link #await} returned. */
    public enum Wake {
        /** A partner completed the wait. */
        COMPLETED,
        /** The wait is undecided, but the waiter should {@linkplain #nudge look again}. */
        NUDGED,
        /** The thread's interrupt flag is set. The flag stays set. */
        INTERRUPTED,
        /** The deadline has passed. */
        TIMED_OUT
    }

    /** The deadline of a wait that has none. */
    public static final long FOREVER = Long.MAX_VALUE;

    private static final VarHandle CLAIMED;

    static {
        try {
            CLAIMED = MethodHandles.lookup().findVarHandle(Waiter.class, "claimed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread = Thread.currentThread();
    private final boolean shared;
    private boolean claimed; // by CLAIMED only
    private Sudog winner;    // written before completed, read after it
    private volatile boolean completed;
    private volatile boolean nudged;
    private volatile boolean parking; // from now on the thread may park

    /** A wait of the calling thread on one primitive. */
    public Waiter() {
        this(false);
    }

    /**
     * A wait of the calling thread.
     *
     * @param shared whether several primitives may complete it, so that it has to be claimed
     */
    public Waiter(boolean shared) {
        this.shared = shared;
    }

    /**
     * Tells whether several primitives may complete the wait.
     *
     * @return true if it has to be claimed first
     */
    public boolean isShared() {
        return shared;
    }

    /**
     * Claims the wait for the calling partner. To be called inside the primitive's critical section;
     * whoever succeeds completes the wait there.
     *
     * @return whether the caller is the one; always, if only one primitive can complete the wait
     */
    public boolean claim() {
        if (!shared) return true;
        boolean reserved = Seam.reserve();
        if (CLAIMED.compareAndSet(this, false, true)) return true;
        if (reserved) Seam.unreserve();
        return false;
    }

    /**
     * Decides the wait in favour of the partner. To be called at most once, inside the primitive's
     * critical section, after the outcome has been stored.
     *
     * @param winner the place in a queue that holds the outcome
     */
    void complete(Sudog winner) {
        this.winner = winner;
        completed = true;
    }

    /** Tells the waiter to look again, once it has been woken; decides nothing. */
    void nudge() {
        nudged = true;
    }

    /**
     * The place that was completed. To be called after {@link #await} or {@link #isCompleted} has
     * reported completion.
     *
     * @return which of the waiter's places holds the outcome
     */
    public Sudog winner() {
        return winner;
    }

    /**
     * Tells whether the wait has been completed. Exact inside the primitive's critical section.
     *
     * @return true after {@link Sudog#complete}
     */
    public boolean isCompleted() {
        return completed;
    }

    /** Whether there is something to return for. */
    boolean isDue() {
        return completed || nudged;
    }

    /** Wakes the thread of a completed wait. To be called after the primitive's lock is released. */
    public void wake() {
        Seam.point("wake");
        if (parking) Seam.unpark(thread);
    }

    /**
     * Waits as {@link #await(Object, long)} does, after looking for as long as patience lasts.
     *
     * @param blocker  the primitive, shown in thread dumps
     * @param deadline as there
     * @param patience the primitive's; null if it has none
     * @return as there
     */
    public Wake await(Object blocker, long deadline, Patience patience) {
        if (patience != null && !parking) patience.look(this);
        return await(blocker, deadline);
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
        if (!parking && !isDue()) parking = true;
        for (;;) {
            Seam.point("await");
            if (completed) return Wake.COMPLETED;
            if (nudged) {
                nudged = false; // read before whatever the waiter now looks at
                return Wake.NUDGED;
            }
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

    /**
     * Waits for completion, whatever else happens. To be called as {@link #await}. The interrupt flag is
     * afterwards as it would be without the wait.
     *
     * @param blocker the primitive, shown in thread dumps
     */
    public void awaitUninterruptibly(Object blocker) {
        boolean interrupted = false;
        for (Wake why; (why = await(blocker, FOREVER)) != Wake.COMPLETED; ) {
            if (why == Wake.INTERRUPTED) interrupted |= Thread.interrupted(); // else parking would not block
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /**
     * The deadline of a wait that begins now.
     *
     * @param nanos how long to wait, in nanoseconds; may be negative
     * @return the time on the seam's clock, or {@link #FOREVER} if that is beyond the clock: 292 years
     */
    public static long deadline(long nanos) {
        return nanos == Long.MAX_VALUE ? FOREVER : Seam.nanoTime() + nanos;
    }
}
