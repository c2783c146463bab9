package io.lockstep.conformance.blackbox;

/**
 * How a primitive stands with a promise.
 *
 * @param kind   kept, broken or not offered
 * @param reason what was seen or what is missing; empty if the promise is kept
 */
public record Standing(Kind kind, String reason) {

    /** How a primitive stands with a promise. */
    public enum Kind {
        /** Every attempt to break it failed. */
        KEPT,
        /** It was seen to be broken. */
        BROKEN,
        /** The primitive lacks the operations that it is about. */
        NOT_OFFERED
    }
}
