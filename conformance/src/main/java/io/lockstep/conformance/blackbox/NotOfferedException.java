package io.lockstep.conformance.blackbox;

/** A primitive lacks what a promise is about. */
public final class NotOfferedException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * What is missing.
     *
     * @param message for example: no close
     */
    public NotOfferedException(String message) {
        super(message);
    }
}
