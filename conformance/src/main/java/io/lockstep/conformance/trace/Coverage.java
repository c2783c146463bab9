package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which outcomes of which operations a campaign has seen, so that a promise that no trace ever put to
 * the test does not pass for kept.
 *
 * <p>An outcome is a result, as in {@code send = sent}, or, in traces of linearization points, an
 * action on the way, as in {@code send: SendPark}. A task that a primitive has started calls no
 * operation; what it does goes by its own name.
 */
public final class Coverage {

    private final Map<String, Long> seen = new LinkedHashMap<>();

    /** Nothing has been seen yet. */
    public Coverage() {
    }

    /**
     * Counts the outcomes in a trace.
     *
     * @param trace the trace; it should have been accepted
     */
    public void add(Trace trace) {
        Map<String, String> operations = new HashMap<>();
        for (Event event : trace.events()) {
            Label label = event.label();
            if (event.isCall()) operations.put(event.task(), event.operation());
            else seen.merge(outcome(operations.getOrDefault(event.task(), event.task()), label), 1L, Long::sum);
        }
    }

    /**
     * Adds what another campaign has seen.
     *
     * @param other its coverage
     */
    public void add(Coverage other) {
        other.seen.forEach((outcome, count) -> seen.merge(outcome, count, Long::sum));
    }

    /**
     * How often each outcome has been seen.
     *
     * @return the counts, in order of first appearance
     */
    public Map<String, Long> seen() {
        return new LinkedHashMap<>(seen);
    }

    /**
     * The outcomes that ought to have been seen and have not.
     *
     * @param expected for example {@link #possible} outcomes without those that cannot occur in a program
     * @return the outcomes, sorted
     */
    public Set<String> missing(Set<String> expected) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(seen.keySet());
        return missing;
    }

    /**
     * Every outcome that a specification allows.
     *
     * @param graph the graph of a model that is small enough to be explored, but shows every outcome
     * @param grade which outcomes: results only, or actions as well
     * @return the outcomes, sorted
     */
    public static Set<String> possible(Graph graph, Grade grade) {
        Set<String> outcomes = new TreeSet<>();
        Set<Position> visited = new HashSet<>();
        Deque<Position> open = new ArrayDeque<>();
        graph.initial().forEach(node -> open.add(new Position(node, Map.of())));
        while (!open.isEmpty()) {
            Position position = open.pop();
            if (!visited.add(position)) continue;
            for (Graph.Edge edge : position.node.edges()) {
                Label label = edge.label();
                Map<String, String> operations = new HashMap<>(position.operations);
                String task = label.args().isEmpty() ? "" : label.args().get(0);
                if (label.action().equals(Event.CALL)) operations.put(task, label.args().get(1));
                else if (label.action().equals(Event.RETURN)) outcomes.add(outcome(operations.remove(task), label));
                else if (grade == Grade.POINTS) outcomes.add(outcome(operations.getOrDefault(task, task), label));
                open.push(new Position(edge.to(), operations));
            }
        }
        return outcomes;
    }

    private static String outcome(String operation, Label label) {
        String rest = String.join(" ", label.args().subList(1, label.args().size()));
        if (label.action().equals(Event.RETURN)) return operation + " = " + rest;
        return ((operation == null ? "" : operation + ": ") + label.action() + " " + rest).stripTrailing();
    }

    /** A state of the graph with the operations that are under way; the state may have forgotten them. */
    private record Position(Graph.Node node, Map<String, String> operations) {
    }
}
