package io.lockstep.waiter;

import java.util.function.Consumer;

/**
 * A first-in first-out queue of waiters; {@code waitq} in Go. Not thread-safe: guarded by the lock
 * of the primitive that owns it. Every operation but {@link #forEach} takes constant time.
 */
public final class WaitQueue {
    /*
     * A doubly linked list through the sudogs themselves:
     *
     *     first → [sudog] ⇄ [sudog] ⇄ [sudog] ← last
     *
     * Invariant: a sudog is linked here exactly if its `queued` is set. A sudog that leaves drops its
     * links, so that nothing is retained through it.
     */
    private Sudog first;
    private Sudog last;

    /** An empty queue. */
    public WaitQueue() {
    }

    /**
     * Tells whether nobody waits here.
     *
     * @return true if the queue has no element
     */
    public boolean isEmpty() {
        return first == null;
    }

    /**
     * Joins the queue at its tail.
     *
     * @param sudog a place that is in no queue
     */
    public void add(Sudog sudog) {
        sudog.queued = true;
        sudog.prev = last;
        if (last == null) first = sudog;
        else last.next = sudog;
        last = sudog;
    }

    /**
     * Takes out the one who has waited longest.
     *
     * @return the former first element, or null if there is none
     */
    public Sudog poll() {
        Sudog sudog = first;
        if (sudog != null) remove(sudog);
        return sudog;
    }

    /**
     * Claims and takes out the one who has waited longest among those whose wait is undecided, and
     * drops those before it. They are stale: claimed elsewhere, and about to leave by themselves.
     * Takes time proportional to their number.
     *
     * @return the claimed element, or null if there is none
     */
    public Sudog claim() {
        Sudog sudog = first;
        while (sudog != null && !sudog.waiter.claim()) sudog = sudog.next;
        if (sudog != null) {
            while (poll() != sudog) { }
        }
        return sudog;
    }

    /**
     * Joins the queue at its head: for one who had been taken out and has to wait on.
     *
     * @param sudog a place that is in no queue
     */
    public void addFirst(Sudog sudog) {
        sudog.queued = true;
        sudog.next = first;
        if (first == null) last = sudog;
        else first.prev = sudog;
        first = sudog;
    }

    /**
     * Takes out one element, wherever it stands.
     *
     * @param sudog an element of this queue, or one that is in no queue
     * @return whether it was in the queue
     */
    public boolean remove(Sudog sudog) {
        if (!sudog.queued) return false;
        if (sudog.prev == null) first = sudog.next;
        else sudog.prev.next = sudog.next;
        if (sudog.next == null) last = sudog.prev;
        else sudog.next.prev = sudog.prev;
        sudog.prev = null;
        sudog.next = null;
        sudog.queued = false;
        return true;
    }

    /**
     * Shows every element, first to last.
     *
     * @param visitor must not change the queue
     */
    public void forEach(Consumer<Sudog> visitor) {
        for (Sudog s = first; s != null; s = s.next) visitor.accept(s);
    }

    /**
     * Counts the elements, in time proportional to their number.
     *
     * @return how many wait here
     */
    public int size() {
        int n = 0;
        for (Sudog s = first; s != null; s = s.next) n++;
        return n;
    }
}
