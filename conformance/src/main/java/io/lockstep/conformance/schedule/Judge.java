package io.lockstep.conformance.schedule;

import io.lockstep.conformance.oracle.Label;

/** Decides while a run goes on whether what happens may happen. One judge judges one run. */
public interface Judge {

    /**
     * A task did something: called an operation, took an internal action, returned.
     *
     * @param step what the specification calls it; the task comes first
     * @return null if that may happen now, otherwise what is wrong
     */
    String event(Label step);

    /**
     * No task can go on unless it is interrupted or wakes without reason.
     *
     * @return null if that is as it should be, otherwise what ought to happen
     */
    String quiet();
}
