package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a task can see of its own operation in a state. */
final class TaskViews {
    /*
     * By convention Return and Resume read and write only the part of the state that belongs to their
     * task: the values at that task of all variables that are functions over tasks. So whether they
     * are enabled is worked out once for each such part, and then looked up. In a specification
     * without such variables it is worked out for each state.
     */

    /**
     * How an operation stands.
     *
     * @param result    what the operation returns, or null if it is not done
     * @param resumable whether another task has completed it
     */
    record View(String result, boolean resumable) {
    }

    private final Map<String, List<Label>> returns = new HashMap<>();
    private final Map<List<Object>, View> views = new HashMap<>();

    TaskViews(Graph graph) {
        for (Label label : graph.oracle().labels()) {
            if (!label.action().equals(Event.RETURN)) continue;
            returns.computeIfAbsent(label.args().get(0), task -> new ArrayList<>()).add(label);
        }
    }

    View of(Graph.Node node, String task) {
        List<Object> part = new ArrayList<>();
        part.add(task);
        for (Object variable : node.state().variables().values()) {
            if (variable instanceof Map<?, ?> function && function.containsKey(task)) part.add(function.get(task));
        }
        if (part.size() == 1) part.add(node);
        View known = views.get(part);
        if (known == null) views.put(part, known = look(node, task));
        return known;
    }

    private View look(Graph.Node node, String task) {
        String result = null;
        for (Label label : returns.getOrDefault(task, List.of())) {
            if (node.step(label) != null) result = String.join(" ", label.args().subList(1, label.args().size()));
        }
        return new View(result, node.step(Label.of(Event.RESUME, task)) != null);
    }
}
