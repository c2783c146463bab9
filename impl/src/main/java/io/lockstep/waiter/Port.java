package io.lockstep.waiter;

/**
 * What a select needs of a primitive that it sends to or receives from. All methods but
 * {@link #section()}, {@link #patience()}, {@link #looksReady} and {@link #sendOnClosed()} are to be called
 * inside the section.
 */
public interface Port {

    /** Outcome of a send that has happened. */
    Object SENT = new Outcome("SENT");
    /** Outcome of a send or receive that finds the primitive closed (and drained). */
    Object CLOSED = new Outcome("CLOSED");
    /** Outcome of an operation that cannot proceed, or has given up. */
    Object NOT_READY = new Outcome("NOT_READY");

    /**
     * The lock around every action.
     *
     * @return the section, or null if the primitive is never ready
     */
    Section section();

    /**
     * A hint, outside the section: whether it is worth entering. Nothing follows from either answer.
     *
     * @param sending whether to send
     * @return whether {@link #give} or {@link #take} might proceed
     */
    boolean looksReady(boolean sending);

    /**
     * A send, if it can proceed; if not, no action is taken.
     *
     * @param value what is sent, not null
     * @param at    the case of a select, or null
     * @return {@link #SENT}, {@link #CLOSED} or {@link #NOT_READY}
     */
    Object give(Object value, Object at);

    /**
     * A receive, if it can proceed; if not, no action is taken.
     *
     * @param at the case of a select, or null
     * @return the value, {@link #CLOSED} or {@link #NOT_READY}
     */
    Object take(Object at);

    /**
     * Joins the queue of those who wait.
     *
     * @param sudog   a place that is in no queue; holds the value if sending, else null
     * @param sending whether to wait as a sender
     */
    void enqueue(Sudog sudog, boolean sending);

    /**
     * Leaves the queue, if still there.
     *
     * @param sudog   what was {@linkplain #enqueue enqueued}
     * @param sending as it was then
     */
    void dequeue(Sudog sudog, boolean sending);

    /**
     * Whether it has been closed.
     *
     * @return true for good after a close
     */
    boolean isClosed();

    /**
     * How long those who wait here, and nowhere else, look before they park.
     *
     * @return what all of them have learned together; null if they park at once
     */
    Patience patience();

    /**
     * Takes those whom the current critical section has completed or nudged.
     *
     * @return the chain for {@link Sudog#wake}, or null
     */
    Sudog takeWoken();

    /**
     * What a sender is told that finds it closed.
     *
     * @return a new exception
     */
    RuntimeException sendOnClosed();

    /**
     * An outcome that is not a value.
     *
     * @param name for debugging
     */
    record Outcome(String name) {
    }
}
