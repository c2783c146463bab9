package io.lockstep.bench.peers;

import java.util.List;

/** A select, to be run again and again by one thread. */
@FunctionalInterface
public interface Choice {

    /** What {@link #run} returns if a case that sends has happened. Within the cache of boxed integers. */
    Integer SENT = -1;

    /** What {@link #run} returns if no case was ready and there is a default. */
    Integer NOTHING = -2;

    /**
     * Lets one case happen, waiting for it unless there is a default.
     *
     * @return the value received, {@link #SENT} or {@link #NOTHING}
     * @throws InterruptedException if interrupted
     */
    Integer run() throws InterruptedException;

    /** Who makes selects of cases. */
    @FunctionalInterface
    interface Maker {
        /**
         * Makes a select.
         *
         * @param cases     in this order
         * @param otherwise whether there is a default
         * @return the select
         */
        Choice make(List<Case> cases, boolean otherwise);
    }
}
