package io.lockstep.conformance.blackbox;

/** A promise was seen to be broken. */
public final class BrokenPromiseException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * What was seen.
     *
     * @param message what happened and what was promised
     */
    public BrokenPromiseException(String message) {
        super(message);
    }
}
