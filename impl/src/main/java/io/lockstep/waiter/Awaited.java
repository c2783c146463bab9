package io.lockstep.waiter;

/** What a thread waits for, as it can look for it without entering any section. */
public interface Awaited {

    /**
     * Tells whether it has come. Changes nothing; each call reads anew.
     *
     * @return true if there is no more to wait for, or it looks so
     */
    boolean isDue();
}
