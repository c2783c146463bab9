package io.lockstep.once;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.WaitQueue;
import io.lockstep.waiter.Waiter;
import java.util.List;

/**
 * A Once as a deterministic machine: module {@code Once} of the specification, action by action;
 * {@code Once.doSlow} in Go's {@code sync/once.go}. It neither locks, waits nor wakes, nor runs the
 * function. Each method but the getters is one critical section of the calling thread and takes
 * exactly one action, which it reports through the seam.
 */
final class OnceCore {
    /*
     * Invariants, with the names of the specification.
     *   OneRunner          runner is whoever runs the function, and null before and after.
     *   NobodyWaitsInVain  waiters is empty unless the function runs.
     *   RunsOnce           ended is never taken back, and is true before runner becomes null; so
     *                      the function is new exactly if neither is set.
     * The failure is written before ended, and read after it (ended is volatile).
     *
     * An event precedes the completions of its action, and the write of ended: whoever sees them may
     * go on at once, and its own events must come later.
     *
     * A parked sudog holds the task that waits there, a completed one ENDED.
     */

    /** Outcome of a call: the caller runs the function, and calls {@link #end} after it. */
    static final Object RUN = new Object();
    /** Outcome of a call: the function has ended. */
    static final Object ENDED = new Object();

    final WaitQueue waiters = new WaitQueue();
    /** The Once whose function has called this one; kept by {@link OnceCalls}. */
    OnceCore enclosing;
    private final OnceCalls calls;
    private final boolean memo;
    private final String name;
    private Object runner;
    private Throwable failure;
    private volatile boolean ended;
    /** Those whom the current critical section has completed; taken by {@link #takeWoken()}. */
    private Sudog woken;

    /**
     * A Once whose function has not run.
     *
     * @param calls what all Onces share
     * @param memo  whether to keep the failure of the function for every caller
     * @param name  shown to users, or null
     */
    OnceCore(OnceCalls calls, boolean memo, String name) {
        this.calls = calls;
        this.memo = memo;
        this.name = name;
    }

    /**
     * Passes if the function has ended. To be called inside the section or outside.
     *
     * @return whether it has; if not, no action is taken
     */
    boolean skip() {
        /*
         * Outside the section this is a single acquire read. It needs no lock, for ended is the last
         * thing that end() writes, and nothing changes after it: whoever reads true sees all that the
         * function did, at any later moment as well as now. Who reads false learns nothing, and asks
         * again inside.
         */
        if (!ended) return false;
        Seam.event(this, "Skip", null);
        return true;
    }

    /**
     * A call.
     *
     * @param task who calls
     * @return {@link #RUN}, {@link #ENDED}, the {@link Sudog} that the calling thread has to wait on,
     *         or the {@link OnceDeadlockException} that it has to throw
     */
    Object call(Object task) {
        if (skip()) return ENDED;
        if (runner == null) {
            calls.begin(task, this);
            runner = task;
            Seam.event(this, "Begin", null);
            return RUN;
        }
        List<OnceCalls.Link> circle = calls.circle(task, this);
        if (circle != null) {
            Seam.event(this, "Deadlock", null);
            return new OnceDeadlockException(circle);
        }
        Sudog sudog = new Waiter(task);
        waiters.add(sudog);
        calls.park(task, this);
        Seam.event(this, "Park", null);
        return sudog;
    }

    /**
     * The function has ended: completes everybody who waits.
     *
     * @param thrown what the function threw, or null if it returned
     */
    void end(Throwable thrown) {
        calls.end(runner, this);
        Seam.event(this, thrown == null ? "End" : "Fail", null);
        if (memo) failure = thrown;
        ended = true;
        runner = null;
        for (Sudog s; (s = waiters.poll()) != null; ) {
            calls.leave(s.item);
            woken = s.complete(ENDED, woken);
        }
    }

    /**
     * Ends the wait of the calling thread, unless it has been completed.
     *
     * @param sudog what {@link #call} returned
     * @param why   {@code interrupted}
     * @return whether the wait has ended without effect; if not, {@link #resume} follows
     */
    boolean withdraw(Sudog sudog, String why) {
        if (sudog.waiter.isCompleted()) return false;
        waiters.remove(sudog);
        calls.leave(sudog.item);
        sudog.item = null;
        Seam.event(this, "Withdraw", why);
        return true;
    }

    /**
     * Comes out of a completed wait; not a critical section, for nothing but the waiter's own changes.
     *
     * @param sudog what {@link #call} returned
     */
    void resume(Sudog sudog) {
        sudog.item = null;
        Seam.event(this, "Resume", null);
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

    /** What the function threw, if that is kept; to be called after it has ended. */
    Throwable failure() {
        return failure;
    }

    boolean isEnded() {
        return ended;
    }

    /** Who runs the function, or null. */
    Object runner() {
        return runner;
    }

    String name() {
        return name != null ? name : "once-" + Integer.toHexString(System.identityHashCode(this));
    }

    /** The section around every action. */
    Section section() {
        return calls.section;
    }
}
