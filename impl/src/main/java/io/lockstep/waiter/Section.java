package io.lockstep.waiter;

import io.lockstep.seam.Seam;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The small lock of one primitive: whoever is inside takes exactly one action of its specification.
 * Module {@code Section} of the specification; {@code lock2} and {@code unlock2} in Go's runtime.
 *
 * <p>Memory visibility: what happens before an exit happens before the return of every later enter.
 */
public final class Section {
    /*
     * Invariants.
     *   1. held goes from false to true only by a compare-and-set, and its caller is inside; it goes
     *      back only by a store of the one who is inside. So never are two inside.
     *   2. Nobody waits for anything inside a section. So whoever is inside leaves within a microsecond,
     *      unless the system takes the processor away from it.
     *   3. Whoever finds it held looks again, a bounded number of times, and then naps.
     *
     * There is no list of those who wait, so leaving is one store and wakes nobody. A lock with a list
     * takes an atomic operation more at each exit, to see that the list is empty; and a virtual thread
     * that parks for a section of fifty nanoseconds costs a microsecond, half of it at the expense of
     * the one who is inside. docs/adr/0001 has the measurements.
     */

    /**
     * Looks between two naps. With their pauses a few microseconds: longer than any section but the
     * close of a channel with many waiters, shorter than a time slice.
     */
    private static final int LOOKS = 128;
    /**
     * Pauses before a look, at most; they double from one. A pause is 10 to 50 nanoseconds. Looks
     * that are closer take the cache line away from the one who is inside.
     */
    private static final int MAX_GAP = 4;
    /** The first nap, in nanoseconds: as short as timers allow. Each further one is twice as long. */
    private static final long FIRST_NAP = 50_000;
    /** The longest nap, in nanoseconds: a fraction of a time slice. */
    private static final long LONGEST_NAP = 1_000_000;

    private static final AtomicLong IDS = new AtomicLong();
    private static final VarHandle HELD;

    static {
        try {
            HELD = MethodHandles.lookup().findVarHandle(Section.class, "held", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private boolean held; // by HELD only
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
        if (!HELD.compareAndSet(this, false, true)) contend();
    }

    /** Leaves. */
    public void exit() {
        HELD.setRelease(this, false);
        Seam.point("exit");
    }

    private void contend() {
        boolean interrupted = false;
        for (long nap = FIRST_NAP; !look(); nap = Math.min(2 * nap, LONGEST_NAP)) {
            interrupted |= Thread.interrupted(); // else the nap would end at once
            Seam.nap(this, nap);
        }
        if (interrupted) Thread.currentThread().interrupt();
    }

    /** Looks, a bounded number of times, and enters if it can. */
    private boolean look() {
        int gap = 1;
        for (int looks = LOOKS; looks > 0; looks--) {
            for (int pauses = gap; pauses > 0; pauses--) Thread.onSpinWait();
            // A look that reads does not take the cache line away, as a compare-and-set would.
            if (!(boolean) HELD.getOpaque(this) && HELD.compareAndSet(this, false, true)) return true;
            gap = Math.min(2 * gap, MAX_GAP);
        }
        return false;
    }
}
