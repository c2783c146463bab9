package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Label;

import java.util.List;

/** Explains to a person why a trace was rejected. */
final class Rejection {

    /** Lines of the drawing: about a screen. */
    private static final int LINES = 30;

    private Rejection() {
    }

    /**
     * The explanation.
     *
     * @param verdict a verdict on a rejected trace
     * @return several lines
     */
    static String explain(Verdict verdict) {
        List<Event> events = verdict.trace().events();
        StringBuilder text = new StringBuilder();
        text.append("Rejected: the specification allows the first ").append(verdict.accepted()).append(" of ")
                .append(events.size()).append(" events, but not ").append(verdict.rejected()).append(".\n\n");
        text.append(diagram(verdict)).append('\n');
        text.append("The specification's state before it (").append(verdict.node().toString().lines().findFirst().orElse(""))
                .append("):\n").append(verdict.node().state().toString().indent(4));
        text.append("Why it is not possible:\n");
        verdict.reasons().forEach(reason -> text.append("  - ").append(reason).append('\n'));
        return text.toString();
    }

    private static String diagram(Verdict verdict) {
        SequenceDiagram diagram = new SequenceDiagram();
        List<Event> events = verdict.trace().events();
        int next = 0;
        for (Label step : verdict.path()) {
            boolean shown = next < verdict.accepted() && events.get(next).label().equals(step);
            diagram.add(shown ? Long.toString(events.get(next).seq()) : "", step, shown ? "" : "(supposed)");
            if (shown) next++;
        }
        diagram.add(Long.toString(verdict.rejected().seq()), verdict.rejected().label(), "✗ not possible");
        return diagram.draw(LINES);
    }
}
