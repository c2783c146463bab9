package io.lockstep.conformance.trace;

import java.util.List;

/**
 * What the tasks of one run did to one primitive.
 *
 * @param grade  how much it shows
 * @param events what happened, in order
 */
public record Trace(Grade grade, List<Event> events) {

    /** Copies the events, so that a trace never changes. */
    public Trace {
        events = List.copyOf(events);
    }
}
