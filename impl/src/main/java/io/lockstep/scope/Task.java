package io.lockstep.scope;

import java.util.Locale;
import java.util.concurrent.Callable;

/**
 * A task of a {@link Scope}: its thread, and, when it has ended, what came of it.
 *
 * @param <T> the type of its result
 */
public final class Task<T> {

    /** How a task stands. */
    public enum State {
        /** It has not ended. */
        RUNNING,
        /** It has returned. */
        SUCCEEDED,
        /** It has thrown, and not because of the cancellation. */
        FAILED,
        /** It has ended because of the cancellation of its scope, or has never begun. */
        CANCELLED
    }

    private final String name;
    private Callable<? extends T> body; // null once it runs, or never will
    private Thread thread;
    private T result;          // written before state, read after it
    private Throwable failure; // likewise
    private volatile State state = State.RUNNING;

    Task(String name, Callable<? extends T> body) {
        this.name = name;
        this.body = body;
    }

    /**
     * The task's name.
     *
     * @return that of its thread, too
     */
    public String name() {
        return name;
    }

    /**
     * The task's thread.
     *
     * @return a virtual thread; one that is never started if the scope had been cancelled before the task was started
     */
    public Thread thread() {
        return thread;
    }

    /**
     * How the task stands at this moment. What it did before its end happens before a return that tells
     * of the end.
     *
     * @return any state but {@link State#RUNNING} is final
     */
    public State state() {
        return state;
    }

    /**
     * What the task has returned. To be called when it has ended, as it has after a
     * {@linkplain Scope#join() join}.
     *
     * @return its result; null if its body returns none
     * @throws IllegalStateException if it has not ended, or has no result because it has failed or was
     *                               cancelled; the cause is what it threw
     */
    public T result() {
        State now = state;
        if (now == State.SUCCEEDED) return result;
        throw new IllegalStateException("task " + name + (now == State.RUNNING ? " has not ended; join its scope before"
                + " you ask for results" : " has no result; it has " + (now == State.FAILED ? "failed" : "been cancelled")), failure);
    }

    /**
     * The name and the state: for people, not for programs.
     *
     * @return for instance {@code Task[fetch, running]}
     */
    @Override
    public String toString() {
        return "Task[" + name + ", " + state.name().toLowerCase(Locale.ROOT) + "]";
    }

    void on(Thread thread) {
        this.thread = thread;
    }

    void run() throws Exception {
        Callable<? extends T> once = body;
        body = null; // who keeps a task for its result does not keep what led to it
        result = once.call();
        state = State.SUCCEEDED;
    }

    void ended(State how, Throwable thrown) {
        body = null;
        failure = thrown;
        state = how;
    }
}
