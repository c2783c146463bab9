package io.lockstep.waiter;

/**
 * A waiter's place in one queue, with the item that changes hands there. Named after the runtime's
 * structure in Go. All fields are guarded by the lock of the primitive that owns the queue, until
 * the waiter is completed; then the item belongs to the waiter, and the links to whoever wakes it.
 */
public final class Sudog {
    /** Who waits. */
    public final Waiter waiter;

    /** What a partner takes from here, and, once the waiter is completed, what it left. */
    public Object item;

    Sudog prev;
    Sudog next;
    boolean queued;

    /**
     * A place that is in no queue yet.
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
     * @param others  those who have been completed before in the same critical section, or null
     * @return the chain of all who are to be woken after the lock is released, this one first
     */
    public Sudog complete(Object outcome, Sudog others) {
        item = outcome;
        next = others;
        waiter.complete(this);
        return this;
    }

    /**
     * Tells the waiter to look again. To be called inside the primitive's critical section, after
     * this sudog has left its queue.
     *
     * @param others those who have been completed or nudged before in the same critical section
     * @return the chain of all who are to be woken after the lock is released, this one first
     */
    public Sudog nudge(Sudog others) {
        next = others;
        waiter.nudge();
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
            s.next = null;
            s.waiter.wake();
            s = rest;
        }
    }
}
