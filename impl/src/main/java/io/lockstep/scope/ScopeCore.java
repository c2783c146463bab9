package io.lockstep.scope;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.WaitQueue;
import io.lockstep.waiter.Waiter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A scope as a deterministic machine: module {@code Scope} of the specification, action by action. It
 * neither locks, waits nor wakes, nor starts or interrupts anybody. Each method but the getters is one
 * critical section of the calling thread and takes exactly one action, which it reports through the
 * seam.
 *
 * <p>A member is the thread of a task; any object will do.
 */
final class ScopeCore {
    /*
     * Invariants, with the names of the specification.
     *   NobodyWaitsForNobody  no member lives implies that waiters is empty.
     *   FailureCancels        a failure implies cancelled.
     *   CancellationIsFinal   cancelled and closed are never taken back; closed implies cancelled.
     * Nothing lives that cancellation has not found: cancelled is set, and the living are listed, in one
     * critical section, and a start looks at cancelled in the one in which it lists its member. So the
     * list that whoever cancels gets is complete, and is handed out once.
     *
     * A member that has failed stays in live until it has told the others: whoever waits for all waits
     * for that, too.
     *
     * An event precedes the completions of its action: a completed waiter may go on at once, and its
     * own events must come later. A parked sudog holds its Wait, a completed one what it is told.
     */

    /** What came of a start. */
    enum Started { RUNS, NOT_RUN, CLOSED }

    /** Why a member ends: by itself, because it has been told to, or because it has failed. */
    enum Ending {
        BY_ITSELF("End"), OBEYING("Obey"), FAILED("Leave");

        private final String action;

        Ending(String action) {
            this.action = action;
        }
    }

    /** What a wait is for. */
    enum Wait { JOIN, CLOSE }

    /**
     * A failure.
     *
     * @param member who has failed
     * @param thrown by what
     */
    record Failure(Object member, Throwable thrown) {
    }

    /** Outcome of a join that does not wait: some live. */
    static final Object NOT_READY = new Object();

    final WaitQueue waiters = new WaitQueue();
    private final Set<Object> live = new LinkedHashSet<>();
    private final List<Failure> failures = new ArrayList<>();
    private volatile boolean cancelled;
    private boolean closed;
    /** Of how many failures somebody has been told. */
    private int reported;
    /** Those whom the current critical section has completed; taken by {@link #takeWoken()}. */
    private Sudog woken;

    /** A scope without members. */
    ScopeCore() {
    }

    /**
     * A member begins to live, unless the scope has been cancelled.
     *
     * @param member who
     * @return {@link Started#RUNS} if its thread is to be started
     */
    Started start(Object member) {
        if (!cancelled) {
            live.add(member);
            Seam.event(this, "Start", null);
            return Started.RUNS;
        }
        boolean over = closed && live.isEmpty();
        Seam.event(this, over ? "StartClosed" : "StartLate", null);
        return over ? Started.CLOSED : Started.NOT_RUN;
    }

    /**
     * Cancels the scope.
     *
     * @return the members that the caller has to {@linkplain #tell() tell}; null if the scope has been
     *         cancelled before
     */
    List<Object> cancel() {
        List<Object> whom = cancelNow();
        Seam.event(this, whom != null ? "Cancel" : "CancelAgain", null);
        return whom;
    }

    /**
     * Cancels the scope, to be closed as soon as no member lives. The caller has to {@linkplain #tell() tell}
     * in any case: whoever has cancelled before may not have done so yet.
     *
     * @return the members to interrupt; none if the scope has been cancelled before
     */
    List<Object> close() {
        closed = true;
        List<Object> whom = cancelNow();
        Seam.event(this, whom != null ? "Close" : "CloseCancelled", null);
        return whom != null ? whom : List.of();
    }

    /**
     * A member fails, which cancels the scope.
     *
     * @param member who; it lives on until it {@linkplain #end ends}
     * @param thrown by what
     * @return as {@link #cancel()}, without the member itself
     */
    List<Object> fail(Object member, Throwable thrown) {
        failures.add(new Failure(member, thrown));
        List<Object> whom = cancelNow();
        if (whom != null) whom.remove(member);
        Seam.event(this, whom != null ? "Fail" : "FailToo", null);
        return whom;
    }

    private List<Object> cancelNow() {
        if (cancelled) return null;
        cancelled = true;
        return new ArrayList<>(live);
    }

    /** The calling thread closes the done channel, and interrupts those whom it has found; not a critical section. */
    void tell() {
        Seam.event(this, "Tell", null);
    }

    /**
     * A wait until no member lives.
     *
     * @param wait  what for
     * @param block whether to park if some live
     * @return the failures to tell of, the first one first; {@link #NOT_READY}; or the {@link Sudog} that
     *         the calling thread has to wait on
     */
    Object await(Wait wait, boolean block) {
        if (live.isEmpty()) {
            Object told = told(wait);
            reported = failures.size();
            Seam.event(this, "AwaitEnded", null);
            return told;
        }
        if (!block) {
            Seam.event(this, "AwaitNotReady", null);
            return NOT_READY;
        }
        Sudog sudog = new Waiter(wait);
        waiters.add(sudog);
        Seam.event(this, "AwaitPark", null);
        return sudog;
    }

    /** A close keeps quiet if all failures have been told. */
    private List<Failure> told(Object wait) {
        return wait == Wait.CLOSE && reported == failures.size() ? List.of() : List.copyOf(failures);
    }

    /**
     * A member ends. The last one completes everybody who waits.
     *
     * @param member who
     * @param ending why
     */
    void end(Object member, Ending ending) {
        live.remove(member);
        Seam.event(this, ending.action, null);
        if (!live.isEmpty() || waiters.isEmpty()) return;
        for (Sudog s; (s = waiters.poll()) != null; ) woken = s.complete(told(s.item), woken);
        reported = failures.size();
    }

    /**
     * Ends the wait of the calling thread, unless it has been completed.
     *
     * @param sudog what {@link #await} returned
     * @param why   {@code interrupted} or {@code timed out}
     * @return whether the wait has ended without effect, but that a close is to tell of the failures so
     *         far; if not, {@link #resume} follows
     */
    boolean withdraw(Sudog sudog, String why) {
        if (sudog.waiter.isCompleted()) return false;
        waiters.remove(sudog);
        if (sudog.item == Wait.CLOSE) reported = failures.size();
        Seam.event(this, "Withdraw", why);
        return true;
    }

    /**
     * Comes out of a completed wait; not a critical section, for nothing but the waiter's own changes.
     *
     * @param sudog what {@link #await} returned
     * @return the failures to tell of, the first one first
     */
    @SuppressWarnings("unchecked") // what told() has made
    List<Failure> resume(Sudog sudog) {
        List<Failure> told = (List<Failure>) sudog.item;
        sudog.item = null;
        Seam.event(this, "Resume", null);
        return told;
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

    /** Whether the scope has been cancelled; also outside the section, for it stays so. */
    boolean isCancelled() {
        return cancelled;
    }

    boolean isClosed() {
        return closed;
    }

    int reported() {
        return reported;
    }

    boolean isLive(Object member) {
        return live.contains(member);
    }

    /** The living, in the order of their start. */
    List<Object> live() {
        return List.copyOf(live);
    }

    /** The failures so far, the first one first. */
    List<Failure> failures() {
        return List.copyOf(failures);
    }
}
