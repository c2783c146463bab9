package io.lockstep.conformance.trace;

import java.util.Locale;

/** How much of a run a trace shows. */
public enum Grade {

    /** Every action, in the order of the linearization points; there is nothing left to guess. */
    POINTS,

    /** Calls and returns only, in the order of real time; the actions between them are searched for. */
    TIMEBOXED;

    /**
     * As the command line writes it.
     *
     * @return the name in lower case
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
