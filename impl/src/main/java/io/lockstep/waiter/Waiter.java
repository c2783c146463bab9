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
public final class Waiter extends Sudog implements Awaited {
    /*
     * Invariants.
     *   1. COMPLETED is set at most once, inside the primitive's critical section, and stays.
     *   2. The outcome is written before COMPLETED is set, and read after it has been seen (the state
     *      is volatile).
     *   3. The waiter announces that it parks from now on, PARKING, by a compare-and-set, only while
     *      nothing has happened; and it looks at the state again before each park. A partner sets
     *      COMPLETED or NUDGED and learns in the same step whether it has to wake the waiter, which
     *      it does after the lock is released. One of the two steps comes first: the waiter sees
     *      what has happened and does not park, or the partner sees the announcement and unparks it.
     *      An unpark that comes early leaves a permit, and the next park returns at once. So no
     *      wake-up is lost, and nobody is unparked who is still looking.
     *   4. A wait on several primitives is claimed, by one compare-and-set, before it is completed:
     *      each primitive has a lock of its own, and only one may win. Claim and completion stand
     *      in one critical section; so whoever holds the locks of all sees both or neither.
     *   5. A permit that is left over (from this wait or from the thread's earlier ones) costs one
     *      turn of the loop and nothing else.
     *
     * The specification asks for the announcement later, after the partner has left the section, and
     * lets the waiter announce whatever has happened: it allows more. Module WaiterWord has the two
     * steps as they are here. Asked earlier, the answer costs nothing: the one exchange
     * fetches the waiter's cache line for writing, and a partner that need not wake does not touch it
     * again, when the waiter has it already (docs/adr/0009).
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

    private static final int PARKING = 1;   // from now on the thread may park
    private static final int COMPLETED = 2;
    private static final int NUDGED = 4;

    private static final VarHandle STATE;
    private static final VarHandle CLAIMED;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Waiter.class, "state", int.class);
            CLAIMED = MethodHandles.lookup().findVarHandle(Waiter.class, "claimed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Thread thread = Thread.currentThread();
    private final boolean shared;
    private boolean claimed;    // by CLAIMED only
    private Sudog winner;       // written before COMPLETED is set, read after that
    private volatile int state; // PARKING, COMPLETED, NUDGED

    /**
     * A wait of the calling thread on one primitive, and its place in the queue there.
     *
     * @param item what the waiter offers, or null
     */
    public Waiter(Object item) {
        this(item, false);
    }

    /**
     * A wait of the calling thread.
     *
     * @param item   what it offers in its own place, or null
     * @param shared whether several primitives may complete it, so that it has to be claimed; it is then
     *               to be given a {@link Sudog} for each of them
     */
    public Waiter(Object item, boolean shared) {
        super(item);
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
     * @return whether the waiter is to be woken after the lock is released; else it will look by itself
     */
    boolean complete(Sudog winner) {
        this.winner = winner;
        return ((int) STATE.getAndSet(this, COMPLETED) & PARKING) != 0; // a nudge does not matter any more
    }

    /**
     * Tells the waiter to look again; decides nothing.
     *
     * @return as {@link #complete(Sudog)}
     */
    boolean nudge() {
        return ((int) STATE.getAndBitwiseOr(this, NUDGED) & PARKING) != 0;
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
        return (state & COMPLETED) != 0;
    }

    /** Whether there is something to return for: the wait is decided or nudged. */
    @Override
    public boolean isDue() {
        return (state & (COMPLETED | NUDGED)) != 0;
    }

    /** Wakes the thread of a wait that was completed or nudged. To be called after the primitive's lock is released. */
    void wake() {
        Seam.point("wake");
        Seam.unpark(thread);
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
        if (patience != null && state != PARKING) patience.look(this);
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
        announce();
        for (;;) {
            Seam.point("await");
            int now = state;
            if ((now & COMPLETED) != 0) return Wake.COMPLETED;
            if ((now & NUDGED) != 0) {
                STATE.getAndBitwiseAnd(this, ~NUDGED); // before the waiter looks at whatever it was nudged for
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
     * Announces that the thread may park from now on, unless something has happened already. Part of every
     * {@link #await}; to be called only by who stands in for it.
     */
    public void announce() {
        if (state == 0) STATE.compareAndSet(this, 0, PARKING);
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
     * @param nanos how long to wait, in nanoseconds; not at all, if not positive
     * @return the time on the seam's clock, or {@link #FOREVER} if that is beyond the clock: 292 years
     */
    public static long deadline(long nanos) {
        return nanos == Long.MAX_VALUE ? FOREVER : Seam.nanoTime() + Math.max(nanos, 0);
    }
}
