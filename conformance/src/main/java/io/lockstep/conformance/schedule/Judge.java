package io.lockstep.conformance.schedule;

/** Decides while a run goes on whether what happens may happen. One judge judges one run. */
public interface Judge {

    /**
     * A task did something: called an operation, took an internal action, returned.
     *
     * @param task      the acting task's name
     * @param primitive the object acted on
     * @param action    the action's name in the specification
     * @param argument  what the action needs besides the task, or null
     * @return null if that may happen now, otherwise what is wrong
     */
    String event(String task, Object primitive, String action, Object argument);

    /**
     * No task can go on unless it is interrupted or wakes without reason.
     *
     * @return null if that is as it should be, otherwise what ought to happen
     */
    String quiet();
}
