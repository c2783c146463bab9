package io.lockstep.conformance.runner;

/** The user asked for something that cannot be done. The message says what, where, and what to do next. */
public final class BadInputException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /**
     * Reports bad input.
     *
     * @param message what is wrong, for people
     */
    public BadInputException(String message) {
        super(message);
    }
}
