package io.lockstep.conformance.edges;

import io.lockstep.conformance.program.Labelling;
import io.lockstep.seam.Probe;

/**
 * A mirror of one core, driven without threads: what the core reports through the seam is the action that
 * it has taken, and whom it wakes would be woken.
 */
public abstract class CoreMirror implements Mirror, Probe {

    /** What the core has reported. */
    protected final Reported reported = new Reported();
    /** The task whose action the core takes. */
    protected String acting;

    /** Of a core that is still to be made. */
    protected CoreMirror() {
    }

    /**
     * Whose actions are meant.
     *
     * @return what the events of the core name as theirs
     */
    protected abstract Object core();

    @Override
    public void event(Object primitive, String action, Object argument) {
        if (primitive != core()) throw new IllegalStateException(action + " of another primitive than " + core());
        reported.add(Labelling.PLAIN.label(acting, action, argument));
    }

    /** Nobody parks here, so that nobody is unparked: to wake is to come to that point. */
    @Override
    public void point(String place) {
        if (place.equals("wake")) reported.wake();
    }
}
