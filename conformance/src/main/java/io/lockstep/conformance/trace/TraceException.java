package io.lockstep.conformance.trace;

/** A trace that cannot be judged: malformed, empty, or about something the specification does not know. */
public final class TraceException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A complaint for a person.
     *
     * @param message what is wrong, where, and what was expected
     */
    public TraceException(String message) {
        super(message);
    }

    /**
     * A complaint for a person.
     *
     * @param message what is wrong, where, and what was expected
     * @param cause   what was found underneath
     */
    public TraceException(String message, Throwable cause) {
        super(message, cause);
    }
}
