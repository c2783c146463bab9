package io.lockstep.conformance.schedule;

/** Hears what happens in a run, one step after the other. */
@FunctionalInterface
public interface Observer {
    /** Hears nothing. */
    Observer NONE = (task, what, which) -> { };

    /**
     * Something happened.
     *
     * @param task  whose doing it was; empty if it was nobody's, as when time passes
     * @param what  what happened, a verb or the name of an action
     * @param which to whom or with what it happened, or null
     */
    void saw(String task, String what, Object which);
}
