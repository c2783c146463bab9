package io.lockstep.waitgroup;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.WaitQueue;
import io.lockstep.waiter.Waiter;

/**
 * A WaitGroup as a deterministic machine: module {@code WaitGroup} of the specification, action by
 * action; {@code Add} and {@code Wait} in Go's {@code sync/waitgroup.go}. It neither locks, waits nor
 * wakes. Each method but the getters is one critical section of the calling thread and takes exactly
 * one action, which it reports through the seam.
 */
final class WaitGroupCore {
    /*
     * Invariants, with the names of the specification.
     *   CounterInRange     0 ≤ count ≤ limit.
     *   NobodyWaitsAtZero  count = 0 implies that waiters is empty.
     *   LeavingAreCounted  leaving is the number of those who have been released and not resumed.
     *
     * An event precedes the completions of its action: a released waiter may go on at once, and its
     * own events must come later.
     */

    /** What came of an add. */
    enum Added { DONE, NEGATIVE, OVERFLOW, REUSED }

    /** Outcome of an await: the counter is zero, or was when the waiter was released. */
    static final Object ZERO = new Object();
    /** Outcome of an await that does not wait: the counter is not zero. */
    static final Object NOT_READY = new Object();

    final WaitQueue waiters = new WaitQueue();
    private final int limit;
    private int count;
    private int leaving;
    /** Those whom the current critical section has completed; taken by {@link #takeWoken()}. */
    private Sudog woken;

    /**
     * A group of no task.
     *
     * @param limit the largest counter, not negative
     */
    WaitGroupCore(int limit) {
        this.limit = limit;
    }

    /**
     * Changes the counter, unless that is a mistake. At zero, completes everybody who waits.
     *
     * @param delta by how much
     * @return {@link Added#DONE}, or which mistake
     */
    Added add(int delta) {
        long sum = (long) count + delta;
        if (sum < 0) return refuse(Added.NEGATIVE, "AddNegative");
        if (sum > limit) return refuse(Added.OVERFLOW, "AddOverflow");
        if (count == 0 && delta > 0 && leaving > 0) return refuse(Added.REUSED, "AddReused");
        boolean last = count > 0 && sum == 0;
        count = (int) sum;
        Seam.event(this, last ? "AddLast" : "Add", null);
        if (last) {
            for (Sudog s; (s = waiters.poll()) != null; leaving++) woken = s.complete(ZERO, woken);
        }
        return Added.DONE;
    }

    private Added refuse(Added mistake, String action) {
        Seam.event(this, action, null);
        return mistake;
    }

    /**
     * An await by the calling thread.
     *
     * @param block whether to park if the counter is not zero
     * @return {@link #ZERO}, {@link #NOT_READY}, or the {@link Sudog} that the calling thread has to
     *         wait on
     */
    Object await(boolean block) {
        if (count == 0) {
            Seam.event(this, "AwaitZero", null);
            return ZERO;
        }
        if (!block) {
            Seam.event(this, "AwaitNotReady", null);
            return NOT_READY;
        }
        Sudog sudog = new Waiter(null);
        waiters.add(sudog);
        Seam.event(this, "AwaitPark", null);
        return sudog;
    }

    /**
     * Ends the wait of the calling thread, unless it has been released.
     *
     * @param sudog what {@link #await} returned
     * @param why   {@code interrupted} or {@code timed out}
     * @return whether the wait has ended without effect; if not, {@link #leave} follows
     */
    boolean withdraw(Sudog sudog, String why) {
        if (sudog.waiter.isCompleted()) return false;
        waiters.remove(sudog);
        Seam.event(this, "Withdraw", why);
        return true;
    }

    /**
     * Comes out after a release.
     *
     * @param sudog what {@link #await} returned
     */
    void leave(Sudog sudog) {
        sudog.item = null;
        leaving--;
        Seam.event(this, "Leave", null);
    }

    /**
     * Takes those whom the current critical section has completed. To be called at its end.
     *
     * @return the chain for {@link Sudog#wake}, or null
     */
    Sudog takeWoken() {
        Sudog chain = woken;
        woken = null;
        return chain;
    }

    int count() {
        return count;
    }

    int leaving() {
        return leaving;
    }
}
