package io.lockstep.conformance.garbage;

import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Asks the garbage collector until it has done its work. */
public final class Collector {

    /** Collections to ask for before the references count as retained; one or two suffice. */
    private static final int ATTEMPTS = 20;

    private Collector() {
    }

    /**
     * Returns when the objects have been collected.
     *
     * @param references to objects that nobody should reach
     * @throws AssertionError if some are retained
     */
    public static void awaitCleared(List<? extends WeakReference<?>> references) {
        long left = references.size();
        for (int i = 0; i < ATTEMPTS && left > 0; i++) {
            System.gc();
            LockSupport.parkNanos(10_000_000); // 10 ms for a concurrent collector
            left = references.stream().filter(r -> r.get() != null).count();
        }
        if (left > 0) throw new AssertionError(left + " of " + references.size() + " objects are still retained");
    }
}
