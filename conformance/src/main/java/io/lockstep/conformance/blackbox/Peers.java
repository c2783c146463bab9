package io.lockstep.conformance.blackbox;

/** A room's promises and the primitives that are put to the test. Rooms announce theirs as services. */
public interface Peers {

    /**
     * The room's name.
     *
     * @return for example {@code channel}
     */
    String room();

    /**
     * Puts every promise of the room to the test with every primitive that is plugged in.
     *
     * @return which keeps and breaks which
     */
    Comparison compare();
}
