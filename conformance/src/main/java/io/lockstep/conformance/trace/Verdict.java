package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.List;

/**
 * What a judge found out about a trace.
 *
 * @param trace    the trace
 * @param accepted how many of its events, from the first, the specification allows; all if the trace is accepted
 * @param path     the steps of the specification that lead through the accepted events, hidden steps included
 * @param node     the specification's state after them
 * @param reasons  why the next event is not possible there, for a person; empty if the trace is accepted
 */
public record Verdict(Trace trace, int accepted, List<Label> path, Graph.Node node, List<String> reasons) {

    /** Copies the lists, so that a verdict never changes. */
    public Verdict {
        path = List.copyOf(path);
        reasons = List.copyOf(reasons);
    }

    /**
     * Whether the specification allows the whole trace.
     *
     * @return true if so
     */
    public boolean isAccepted() {
        return accepted == trace.events().size();
    }

    /**
     * The first event that the specification does not allow.
     *
     * @return the event after the accepted ones
     */
    public Event rejected() {
        return trace.events().get(accepted);
    }
}
