package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Label;

import java.util.ArrayList;
import java.util.List;

/** What a core reports through the seam while a mirror has it take one action. */
public final class Reported {
    private final List<Label> labels = new ArrayList<>();

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

    /** Forgets whatever has been reported, for a core that starts anew. */
    public void clear() {
        labels.clear();
    }
}
