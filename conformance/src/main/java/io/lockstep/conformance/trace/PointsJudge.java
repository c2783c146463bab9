package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.ArrayList;
import java.util.List;

/** Replays a trace of linearization points: each event is one step of the specification. */
final class PointsJudge {

    private PointsJudge() {
    }

    static Verdict judge(Graph graph, Trace trace) {
        List<Label> path = new ArrayList<>(trace.events().size());
        Graph.Node node = graph.initial().get(0);
        for (Event event : trace.events()) {
            Label label = event.label();
            Graph.Node next = node.step(label);
            if (next == null) return new Verdict(trace, path.size(), path, node, List.of(reason(node, event)));
            path.add(label);
            node = next;
        }
        return new Verdict(trace, path.size(), path, node, List.of());
    }

    private static String reason(Graph.Node node, Event event) {
        List<String> enabled = node.enabled().stream()
                .filter(label -> !label.args().isEmpty() && label.args().get(0).equals(event.task()))
                .filter(label -> event.isCall() || !label.action().equals(Event.CALL))
                .map(Label::toString).toList();
        return "enabled there for " + event.task() + ": "
                + (enabled.isEmpty() ? "nothing, it waits for another task" : String.join(", ", enabled))
                + "; the event wanted " + event.label();
    }
}
