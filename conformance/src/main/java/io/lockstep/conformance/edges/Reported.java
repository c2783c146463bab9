package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Label;
import io.lockstep.waiter.Sudog;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** What a core reports through the seam, and whom it wakes, while a mirror has it take one action. */
public final class Reported {
    private final List<Label> labels = new ArrayList<>();
    private int woken;

    /** Nothing has been reported yet. */
    public Reported() {
    }

    /**
     * The core reports an action.
     *
     * @param label as the specification calls it
     */
    public void add(Label label) {
        labels.add(label);
    }

    /**
     * The action that has been taken; it is forgotten then.
     *
     * @return what the core has reported
     * @throws IllegalStateException if that is not exactly one action
     */
    public Label take() {
        if (labels.size() != 1) throw new IllegalStateException("the core reports " + labels + " where it takes one action");
        return labels.remove(0);
    }

    /** The core wakes somebody. */
    public void wake() {
        woken++;
    }

    /**
     * Takes a critical section and wakes whom it hands out for that.
     *
     * @param completed how many tasks have been completed and have not gone on yet
     * @param section   the critical section
     * @param handedOut those to be woken
     * @throws IllegalStateException if they are not exactly those whom the section has completed
     */
    public void waking(IntSupplier completed, Runnable section, Supplier<Sudog> handedOut) {
        int before = completed.getAsInt();
        section.run();
        woken = 0;
        Sudog.wake(handedOut.get());
        int released = completed.getAsInt() - before;
        if (woken != released) throw new IllegalStateException("the core has completed " + released + " waiters and wakes " + woken);
    }

    /** Forgets whatever has been reported, for a core that starts anew. */
    public void clear() {
        labels.clear();
    }
}
