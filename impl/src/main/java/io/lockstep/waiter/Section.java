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
     *   1. INSIDE is set only by a compare-and-set, and its caller is inside; it is cleared only by a
     *      store of the one who is inside. So never are two inside.
     *   2. Nobody waits for anything inside a section, but some microseconds at most for another section. So
     *      whoever is inside leaves soon, unless the system takes the processor away from it.
     *   3. Whoever finds it taken looks again, a bounded number of times, and then naps; or gives up, if it
     *      is inside another section: nobody naps there (module SelectLocks).
     *   4. The flags change only by the one who is inside, or by a compare-and-set of the whole word
     *      while nobody is.
     *
     * There is no list of those who wait, so leaving is one store and wakes nobody. A lock with a list
     * takes an atomic operation more at each exit, to see that the list is empty; and a virtual thread
     * that parks for a section of fifty nanoseconds costs a microsecond, half of it at the expense of
     * the one who is inside. docs/adr/0001 has the measurements.
     *
     * The flags are for a primitive of which two actions are so short and so frequent that entering and
     * leaving is most of their cost (docs/adr/0008). Others leave them at zero.
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
    private static final int INSIDE = 1; // somebody is; the flags stand above this bit
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(Section.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private int word; // by WORD only: INSIDE, and the flags
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
        enter(0);
    }

    /**
     * As {@link #enter()}, and faster if the flags are as expected.
     *
     * @param expected what the flags probably are
     */
    public void enter(int expected) {
        Seam.point("enter");
        int free = expected << 1;
        if (!WORD.compareAndSet(this, free, free | INSIDE)) contend();
    }

    /**
     * Enters, unless whoever is inside stays there for longer than a few looks. For those who are inside
     * another section.
     *
     * @return whether the caller is inside now
     */
    public boolean tryEnter() {
        Seam.point("enter");
        return WORD.compareAndSet(this, 0, INSIDE) || look();
    }

    /** Leaves. */
    public void exit() {
        WORD.setRelease(this, (int) WORD.get(this) & ~INSIDE);
        Seam.point("exit");
    }

    /**
     * The flags: a few bits of the primitive's state that stand in the word of the lock.
     *
     * @return as the last change has left them; exact inside
     */
    public int flags() {
        return (int) WORD.getOpaque(this) >> 1;
    }

    /**
     * Sets the flags. To be called inside.
     *
     * @param flags from 0 on, at most 30 bits
     */
    public void setFlags(int flags) {
        WORD.setOpaque(this, flags << 1 | (int) WORD.get(this) & INSIDE);
    }

    /**
     * An action that consists of a change of the flags, taken without entering: if nobody is inside and the
     * flags are as expected. Memory visibility: as if the section had been entered and left.
     *
     * @param from what the flags have to be
     * @param to   what they are afterwards
     * @return whether it has happened; if not, nothing has
     */
    public boolean change(int from, int to) {
        return WORD.compareAndSet(this, from << 1, to << 1);
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
            int seen = (int) WORD.getOpaque(this);
            if ((seen & INSIDE) == 0 && WORD.compareAndSet(this, seen, seen | INSIDE)) return true;
            gap = Math.min(2 * gap, MAX_GAP);
        }
        return false;
    }
}
