package io.lockstep.conformance.schedule;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Judges by a specification: every event must be one of its steps, and rest must be a state of rest. */
final class OracleJudge implements Judge {
    /*
     * Holds the states that the specification may be in. In most specifications a label determines
     * the next state, so that this is one node and a warm step is one hash look-up.
     */
    static final String CALL = "Call";
    static final String RETURN = "Return";
    /** What an operation does that finds its thread interrupted on entry, if it cares. */
    static final String REFUSE = "RefuseInterrupted";

    private final Set<String> environment;
    private final Outcomes outcomes;
    private final Map<String, String> operations = new HashMap<>(8);
    private List<Graph.Node> states;

    /**
     * A judge of one run.
     *
     * @param graph       of the specification
     * @param environment the actions that the specification leaves to callers, clocks and interrupts;
     *                    only these may be enabled when nobody can go on
     * @param outcomes    hears every step
     */
    OracleJudge(Graph graph, Set<String> environment, Outcomes outcomes) {
        this.states = graph.initial();
        this.environment = environment;
        this.outcomes = outcomes;
    }

    @Override
    public String event(Label label) {
        List<Graph.Node> next = after(label);
        if (next.isEmpty()) {
            return label + " must not happen here; the specification allows " + (enabled(s -> true).isEmpty() ? "nothing"
                    : String.join(", ", enabled(l -> !l.action().equals(CALL)))) + "\n" + states.get(0).state();
        }
        states = next;
        String task = label.args().get(0);
        if (label.action().equals(CALL)) operations.put(task, label.args().get(1));
        else outcomes.add(operations.getOrDefault(task, task), label);
        return null;
    }

    @Override
    public String quiet() {
        for (Graph.Node state : states) {
            if (state.enabled().stream().allMatch(l -> environment.contains(l.action()))) return null;
        }
        return "nobody can go on, but the specification says that there is more to do: "
                + String.join(", ", enabled(l -> !environment.contains(l.action()))) + "\n" + states.get(0).state();
    }

    /** Whether a task could take an action without arguments now. */
    boolean allows(String action, String task) {
        return !after(Label.of(action, task)).isEmpty();
    }

    private List<Graph.Node> after(Label label) {
        if (states.size() == 1) return states.get(0).after(label);
        return List.copyOf(states.stream().flatMap(s -> s.after(label).stream())
                .collect(Collectors.toCollection(LinkedHashSet::new)));
    }

    private List<String> enabled(Predicate<Label> which) {
        return states.stream().flatMap(s -> s.enabled().stream()).filter(which).map(Label::toString).distinct().toList();
    }
}
