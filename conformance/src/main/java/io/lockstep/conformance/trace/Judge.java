package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Judges traces by a specification. It fails closed: what it does not understand is an error, not a
 * pass.
 */
public final class Judge {

    private final Graph graph;
    private final Set<Label> labels;
    private final Map<String, Set<Integer>> arities;
    private final TimeboxedJudge timeboxed;

    /**
     * A judge by a specification.
     *
     * @param graph its state graph, shared by all traces so that they warm it for one another
     * @throws TraceException if the specification has no single initial state
     */
    public Judge(Graph graph) {
        this.graph = graph;
        if (graph.initial().size() != 1) {
            throw new TraceException("the specification has " + graph.initial().size()
                    + " initial states; traces begin in one, so fix its constants");
        }
        labels = graph.oracle().labels();
        arities = labels.stream().collect(Collectors.groupingBy(Label::action,
                Collectors.mapping(label -> label.args().size(), Collectors.toSet())));
        timeboxed = new TimeboxedJudge(graph);
    }

    /**
     * The state graph that traces are walked through.
     *
     * @return the graph
     */
    public Graph graph() {
        return graph;
    }

    /**
     * Judges a trace.
     *
     * @param trace the trace
     * @return the verdict
     * @throws TraceException if the trace is empty, or has an event that is none of the specification's
     */
    public Verdict judge(Trace trace) {
        if (trace.events().isEmpty()) throw new TraceException("the trace is empty: it shows nothing");
        Set<Label> known = new LinkedHashSet<>();
        for (Event event : trace.events()) {
            if (known.add(event.label())) require(event, trace.grade());
        }
        return trace.grade() == Grade.POINTS ? PointsJudge.judge(graph, trace) : timeboxed.judge(trace);
    }

    private void require(Event event, Grade grade) {
        Label label = event.label();
        if (grade == Grade.TIMEBOXED && !event.isVisible()) {
            throw new TraceException("event " + event + ": a timeboxed trace shows calls and returns only; expected "
                    + Event.CALL + " or " + Event.RETURN + ", or a trace of the grade " + Grade.POINTS);
        }
        if (labels.contains(label)) return;
        if (!arities.containsKey(label.action())) {
            throw new TraceException("event " + event + ": the specification has no action " + label.action()
                    + "; expected one of " + String.join(", ", new TreeSet<>(arities.keySet())));
        }
        if (!arities.get(label.action()).contains(label.args().size())) {
            throw new TraceException("event " + event + ": " + label.action() + " takes "
                    + arities.get(label.action()) + " arguments, the task included");
        }
        for (int i = 0; i < label.args().size(); i++) {
            int position = i;
            Set<String> possible = labels.stream().filter(l -> l.action().equals(label.action()))
                    .map(l -> l.args().get(position)).collect(Collectors.toCollection(LinkedHashSet::new));
            if (!possible.contains(label.args().get(i))) {
                throw new TraceException("event " + event + ": the specification knows no " + label.action() + " with "
                        + (i == 0 ? "the task " : "the argument ") + label.args().get(i) + "; expected one of "
                        + String.join(", ", possible));
            }
        }
        throw new TraceException("event " + event + ": the specification knows no " + label);
    }
}
