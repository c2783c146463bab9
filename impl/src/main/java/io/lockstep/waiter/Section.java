package io.lockstep.waiter;

import io.lockstep.seam.Seam;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The small lock of one primitive: whoever is inside takes exactly one action of its specification.
 */
public final class Section {
    private static final AtomicLong IDS = new AtomicLong();

    private final ReentrantLock lock = new ReentrantLock();
    private final long id = IDS.incrementAndGet();

    /** The section of a new primitive. */
    public Section() {
    }

    /**
     * The number that orders sections: whoever enters several does so by ascending id.
     *
     * @return unique within this JVM, never negative
     */
    public long id() {
        return id;
    }

    /** Enters, after whoever is inside has left. Not interruptible: sections are short. */
    public void enter() {
        Seam.point("enter");
        lock.lock();
    }

    /** Leaves. */
    public void exit() {
        lock.unlock();
        Seam.point("exit");
    }
}
