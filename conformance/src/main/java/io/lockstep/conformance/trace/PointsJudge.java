package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Replays a trace of linearization points: each event is one step of the specification. */
final class PointsJudge {
    /*
     * Holds the states that the specification may be in. In most specifications a label determines the
     * next state, so that this is one node.
     */

    private PointsJudge() {
    }

    static Verdict judge(Graph graph, Trace trace) {
        List<Label> path = new ArrayList<>(trace.events().size());
        Collection<Graph.Node> nodes = graph.initial();
        for (Event event : trace.events()) {
            Label label = event.label();
            Collection<Graph.Node> next = after(nodes, label);
            if (next.isEmpty()) {
                Graph.Node node = nodes.iterator().next();
                return new Verdict(trace, path.size(), path, node, nodes.stream().map(n -> reason(n, event)).distinct().toList());
            }
            path.add(label);
            nodes = next;
        }
        return new Verdict(trace, path.size(), path, nodes.iterator().next(), List.of());
    }

    private static Collection<Graph.Node> after(Collection<Graph.Node> nodes, Label label) {
        if (nodes.size() == 1) return nodes.iterator().next().after(label);
        Set<Graph.Node> all = new LinkedHashSet<>();
        for (Graph.Node node : nodes) all.addAll(node.after(label));
        return all;
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
