package io.lockstep.mutex;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.WaitQueue;
import io.lockstep.waiter.Waiter;

/**
 * The mutex as a deterministic machine: module {@code Mutex} of the specification, action by action;
 * {@code lockSlow} and {@code unlockSlow} in Go's {@code sync/mutex.go}. It neither excludes, waits nor
 * wakes. Each method but the getters is one critical section of the calling thread and takes exactly one
 * action, which it reports through the seam.
 */
final class MutexCore {
    /*
     * Invariants, with the names of the specification.
     *   OneIsAwake                   awake is set exactly while one woken waiter is about to compete.
     *   FreeMeansSomebodyIsAwake     a free mutex with a queue has somebody awake: no wake-up is lost.
     *   StarvingMeansAwaited         starving implies held, and a queue that is not empty.
     *   StarvingMeansNobodyCompetes  starving implies that awake is not set.
     *
     * The item of a parked sudog is the time since when its thread has been waiting for the mutex. It
     * stays so if the sudog is completed in order to compete, and becomes LOCKED if the mutex has been
     * handed over. A loser waits again in a new sudog, since the time of its first.
     *
     * An event precedes the completion of its action: a completed waiter may go on at once, and its
     * own events must come later.
     *
     * Whether the mutex is held stands in the flags of the section, and so does whether an unlock has more
     * to do than to free it (NEEDY: hand it over, or wake somebody). So while nobody is inside, one
     * compare-and-set from free to held is all of LockFree, and one back all of UnlockFree: module
     * MutexWord. Every section that changes held, starving, awake or the queue sets the flags anew.
     */

    /**
     * A waiter that has waited longer is handed the mutex, in nanoseconds: Go's starvation threshold.
     * Short enough for latency, long enough that a busy mutex is mostly passed on without a switch of
     * threads.
     */
    static final long STARVATION_THRESHOLD = 1_000_000;

    /** Outcome of a lock: the mutex is the caller's. */
    static final Object LOCKED = new Object();
    /** Outcome of a lock that found the mutex held and did not wait, or no longer. */
    static final Object NOT_READY = new Object();

    private static final int FREE = 0;
    private static final int HELD = 1;
    private static final int NEEDY = 2;

    final WaitQueue queue = new WaitQueue();
    private final Section section; // for its flags: HELD, NEEDY
    private boolean starving;
    private boolean awake;
    /** The waiter that the current critical section has completed; taken by {@link #takeWoken()}. */
    private Sudog woken;

    /**
     * A free mutex.
     *
     * @param section in which all its actions are taken but {@link #lockFree()} and {@link #unlockFree()}
     */
    MutexCore(Section section) {
        this.section = section;
    }

    /**
     * A lock outside the section, if the mutex is free and nobody is inside. Nothing is reported through the seam.
     *
     * @return whether the mutex has been locked
     */
    boolean lockFree() {
        return section.change(FREE, HELD);
    }

    /**
     * An unlock outside the section, if that has nothing to do but to free the mutex, and nobody is inside. Nothing is
     * reported through the seam.
     *
     * @return whether the mutex has been unlocked
     */
    boolean unlockFree() {
        return section.change(HELD, FREE);
    }

    /** Enters the section for a {@link #lock}, probably of a mutex that is held. */
    void enterToLock() {
        section.enter(HELD);
    }

    /** Enters the section for an {@link #unlock}, probably of a mutex for which others wait. */
    void enterToUnlock() {
        section.enter(HELD | NEEDY);
    }

    /**
     * A lock by the calling thread.
     *
     * @param block whether to park if the mutex is held
     * @return {@link #LOCKED}, {@link #NOT_READY}, or the {@link Sudog} that the calling thread has to
     *         wait on
     */
    Object lock(boolean block) {
        if (!isHeld()) return take("LockFree");
        if (!block) {
            Seam.event(this, "LockNotReady", null);
            return NOT_READY;
        }
        Sudog sudog = new Waiter(Seam.nanoTime());
        queue.add(sudog);
        keep();
        Seam.event(this, "LockPark", null);
        return sudog;
    }

    /**
     * The calling thread has been woken and competes for the mutex.
     *
     * @param loser the completed sudog that it waited on, not {@linkplain #isHanded handed over}
     * @return {@link #LOCKED}, or the {@link Sudog} that the calling thread has to wait on next
     */
    Object retry(Sudog loser) {
        awake = false;
        if (!isHeld()) return take("RetryLock");
        Sudog sudog = new Waiter(loser.item);
        queue.addFirst(sudog);
        starving = hasWaitedLong(sudog);
        keep();
        if (starving) {
            Seam.event(this, "RetryStarve", null);
        } else {
            Seam.event(this, "RetryPark", null);
        }
        return sudog;
    }

    /**
     * An unlock, by whichever thread.
     *
     * @return whether the mutex was locked
     */
    boolean unlock() {
        if (!isHeld()) {
            Seam.event(this, "UnlockUnlocked", null);
            return false;
        }
        if (starving) {
            handOff();
        } else if (queue.isEmpty() || awake) {
            section.setFlags(FREE);
            Seam.event(this, "UnlockFree", null);
        } else {
            section.setFlags(FREE);
            awake = true;
            Sudog first = queue.poll();
            Seam.event(this, "UnlockWake", null);
            woken = first.complete(first.item, woken);
        }
        return true;
    }

    private void handOff() {
        Sudog first = queue.poll();
        starving = !queue.isEmpty() && hasWaitedLong(first);
        keep();
        Seam.event(this, "UnlockHandOff", starving ? "starving" : "normal");
        woken = first.complete(LOCKED, woken);
    }

    /**
     * Ends the wait of the calling thread, unless somebody has completed it.
     *
     * @param sudog what {@link #lock} or {@link #retry} returned
     * @param why   {@code interrupted} or {@code timed out}
     * @return whether the wait has ended; if not, the thread has been woken or handed the mutex
     */
    boolean withdraw(Sudog sudog, String why) {
        if (sudog.waiter.isCompleted()) return false;
        queue.remove(sudog);
        if (queue.isEmpty()) starving = false;
        if (isHeld()) keep();
        Seam.event(this, "Withdraw", why);
        return true;
    }

    /**
     * Goes on with a mutex that was handed over; not a critical section, for the mutex is the caller's.
     *
     * @return {@link #LOCKED}
     */
    Object resume() {
        Seam.event(this, "Resume", null);
        return LOCKED;
    }

    /**
     * Whether a completed wait has ended with the mutex, and not only with the right to compete for it.
     *
     * @param sudog what {@link #lock} or {@link #retry} returned
     * @return true if {@link #resume} is next, false if {@link #retry} is
     */
    static boolean isHanded(Sudog sudog) {
        return sudog.item == LOCKED;
    }

    /**
     * Takes the waiter that the current critical section has completed. To be called at its end.
     *
     * @return the chain for {@link Sudog#wake}, or null
     */
    Sudog takeWoken() {
        Sudog chain = woken;
        woken = null;
        return chain;
    }

    boolean isHeld() {
        return (section.flags() & HELD) != 0;
    }

    boolean isStarving() {
        return starving;
    }

    boolean isAwake() {
        return awake;
    }

    private Object take(String action) {
        keep();
        Seam.event(this, action, null);
        return LOCKED;
    }

    /** Held from now on, or as before; an unlock finds in the flags what it will have to do. */
    private void keep() {
        boolean needy = starving || !queue.isEmpty() && !awake;
        section.setFlags(needy ? HELD | NEEDY : HELD);
    }

    private static boolean hasWaitedLong(Sudog sudog) {
        return Seam.nanoTime() - (Long) sudog.item > STARVATION_THRESHOLD;
    }
}
