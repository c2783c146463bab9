package io.lockstep.conformance.runner;

import java.util.Arrays;
import java.util.Optional;

/** What checking a model ends in, under the names that manifests use. */
public enum Result {
    /** No error. */
    SUCCESS("success"),
    /** An invariant, or a property of steps, is violated. */
    SAFETY("safety failure"),
    /** A property of whole behaviours is violated. */
    LIVENESS("liveness failure"),
    /** A state without a successor. */
    DEADLOCK("deadlock"),
    /** An ASSUME is false. */
    ASSUMPTION("assumption failure"),
    /** TLC could not check the model. Never expected. */
    ERROR("error"),
    /** The time limit was reached. Never expected. */
    TIMEOUT("timeout");

    private final String words;

    Result(String words) {
        this.words = words;
    }

    /**
     * The result of a name in a manifest.
     *
     * @param words the name
     * @return the result, if a model may be expected to end so
     */
    static Optional<Result> expected(String words) {
        return Arrays.stream(values()).filter(r -> r.words.equals(words) && r != ERROR && r != TIMEOUT).findFirst();
    }

    @Override
    public String toString() {
        return words;
    }
}
