package io.lockstep.waiter;

/**
 * A waiter's place in one queue, with the item that changes hands there. Named after the runtime's
 * structure in Go. All fields are guarded by the lock of the primitive that owns the queue, until
 * the waiter is completed; then the item belongs to the waiter, and the links to whoever wakes it.
 *
 * <p>A wait on one primitive needs one place, and is that place itself: so a partner on another
 * processor has one object to fetch, and mostly one cache line (docs/adr/0009).
 */
public sealed class Sudog permits Waiter {
    /** Who waits. */
    public final Waiter waiter;

    /** What a partner takes from here, and, once the waiter is completed, what it left. */
    public Object item;

    Sudog prev;
    Sudog next;
    boolean queued;

    /** The waiter's own place. */
    Sudog(Object item) {
        this.waiter = (Waiter) this;
        this.item = item;
    }

    /**
     * A place that is in no queue yet, of a waiter that needs several.
     *
     * @param waiter who waits
     * @param item   what the waiter offers, or null
     */
    public Sudog(Waiter waiter, Object item) {
        this.waiter = waiter;
        this.item = item;
    }

    /**
     * Completes the waiter. To be called inside the primitive's critical section, after this sudog
     * has left its queue.
     *
     * @param outcome what the waiter finds in {@link #item}
     * @param others  those who are to be woken for what has been done before in the same critical
     *                section, or null
     * @return the chain of all who are to be woken after the lock is released: the others, and this one
     *         unless it will look by itself
     */
    public Sudog complete(Object outcome, Sudog others) {
        item = outcome;
        return waiter.complete(this) ? before(others) : others;
    }

    /**
     * Tells the waiter to look again. To be called inside the primitive's critical section, after
     * this sudog has left its queue.
     *
     * @param others as for {@link #complete}
     * @return as for {@link #complete}
     */
    public Sudog nudge(Sudog others) {
        return waiter.nudge() ? before(others) : others;
    }

    private Sudog before(Sudog others) {
        next = others;
        return this;
    }

    /**
     * Wakes completed and nudged waiters. To be called after the primitive's lock is released.
     *
     * @param chain what {@link #complete} or {@link #nudge} returned, or null
     */
    public static void wake(Sudog chain) {
        for (Sudog s = chain; s != null; ) {
            Sudog rest = s.next;
            s.next = null; // nothing is retained through one who has been woken
            s.waiter.wake();
            s = rest;
        }
    }
}
