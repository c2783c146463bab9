package io.lockstep.cond;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.WaitQueue;
import io.lockstep.waiter.Waiter;

/**
 * The condition variable as a deterministic machine: module {@code Cond} of the specification, action by
 * action, but for those of the lock; {@code notifyList} in Go's {@code runtime/sema.go}. It neither locks,
 * waits nor wakes. Each method is one critical section of the calling thread and takes exactly one action,
 * which it reports through the seam.
 */
final class CondCore {
    /*
     * Invariant QueuedIffParked: the queue holds exactly those who wait and have not been signalled. So
     * a signal never meets one who has given up, and giving up never takes a signal along.
     *
     * The item of a waiting sudog is null, that of a signalled one says by what.
     *
     * An event precedes the completions of its action: a completed waiter may go on at once, and its
     * own events must come later.
     */

    private static final Object SIGNAL = "signal";
    private static final Object BROADCAST = "broadcast";

    final WaitQueue queue = new WaitQueue();
    /** Those whom the current critical section has completed; taken by {@link #takeWoken()}. */
    private Sudog woken;

    /** A condition variable that nobody waits for. */
    CondCore() {
    }

    /**
     * A wait of the calling thread begins.
     *
     * @return what it has to wait on, once it has unlocked
     */
    Sudog park() {
        Sudog sudog = new Waiter(null);
        queue.add(sudog);
        Seam.event(this, "Park", null);
        return sudog;
    }

    /** A signal to the one who has waited longest. */
    void signal() {
        Sudog first = queue.poll();
        if (first == null) {
            Seam.event(this, "SignalNobody", null);
        } else {
            Seam.event(this, "Signal", null);
            woken = first.complete(SIGNAL, woken);
        }
    }

    /** A signal to all who wait. */
    void broadcast() {
        Seam.event(this, "Broadcast", null);
        for (Sudog s; (s = queue.poll()) != null; ) woken = s.complete(BROADCAST, woken);
    }

    /**
     * Ends the wait of the calling thread, unless it has been signalled.
     *
     * @param sudog what {@link #park} returned
     * @param why   {@code interrupted} or {@code timed out}
     * @return whether the wait has ended; if not, {@link #resume} is next
     */
    boolean withdraw(Sudog sudog, String why) {
        if (!queue.remove(sudog)) return false;
        Seam.event(this, "Withdraw", why);
        return true;
    }

    /** The calling thread, signalled, goes on; not a critical section, for the signal is its own. */
    void resume() {
        Seam.event(this, "Resume", null);
    }

    /**
     * Ends a wait whose thread could not unlock. A signal that it has received goes to the next; a
     * broadcast does not, for it has reached everybody who waited then.
     *
     * @param sudog what {@link #park} returned
     */
    void abandon(Sudog sudog) {
        queue.remove(sudog);
        if (sudog.item != SIGNAL) {
            Seam.event(this, "Abandon", null);
            return;
        }
        Sudog next = queue.poll();
        Seam.event(this, "PassOn", null);
        if (next != null) woken = next.complete(SIGNAL, woken);
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
}
