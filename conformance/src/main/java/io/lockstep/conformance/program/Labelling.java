package io.lockstep.conformance.program;

import io.lockstep.conformance.oracle.Label;

/** What a specification calls the events that a primitive reports through the seam. */
@FunctionalInterface
public interface Labelling {

    /** The primitive speaks the specification's words. */
    Labelling PLAIN = (task, action, argument) ->
            argument == null ? Label.of(action, task) : Label.of(action, task, argument.toString());

    /**
     * The step that an event stands for.
     *
     * @param task     who acts
     * @param action   what the primitive calls it
     * @param argument what the action needs besides the task, or null; it may change after the call
     * @return the action with the task and its other arguments
     */
    Label label(String task, String action, Object argument);

    /**
     * The step that an event stands for, if several primitives report.
     *
     * @param task      who acts
     * @param primitive who reports
     * @param action    what the primitive calls it
     * @param argument  what the action needs besides the task, or null; it may change after the call
     * @return as {@link #label(String, String, Object)}, unless the room says otherwise; null for what is no
     *         step of the specification
     */
    default Label label(String task, Object primitive, String action, Object argument) {
        return label(task, action, argument);
    }
}
