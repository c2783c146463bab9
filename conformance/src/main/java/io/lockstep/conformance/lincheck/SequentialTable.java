package io.lockstep.conformance.lincheck;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A specification written out for one task that calls operations which do not block, one after the
 * other: in which state which call has which result.
 */
public final class SequentialTable {
    /*
     * Lincheck walks through every object that it can reach, by reflection, and would not survive an
     * oracle. So this keeps plain data only.
     */
    private static final String CALL = "Call";
    private static final String RETURN = "Return";

    /** For each state the calls' results; state 0 is the initial one. */
    private final List<Map<String, Answer>> states = new ArrayList<>();

    private record Answer(String result, int next) {
    }

    private SequentialTable() {
    }

    /**
     * Writes out a specification.
     *
     * @param graph of the specification; its states must be finite for one task
     * @param task  who calls
     * @param calls what the specification's Call is told of each operation, after the task
     * @param never actions that do not happen here although the specification allows them, as when
     *              nobody interrupts
     * @return the table
     * @throws IllegalArgumentException if an operation may block, or if the specification leaves a choice
     */
    public static SequentialTable of(Graph graph, String task, List<List<String>> calls, Set<String> never) {
        SequentialTable table = new SequentialTable();
        Map<Graph.Node, Integer> numbers = new HashMap<>();
        List<Graph.Node> open = new ArrayList<>(graph.initial());
        numbers.put(open.get(0), 0);
        for (int i = 0; i < open.size(); i++) {
            Map<String, Answer> answers = new HashMap<>();
            for (List<String> call : calls) {
                Graph.Edge answer = answer(open.get(i), task, call, never);
                int next = numbers.computeIfAbsent(answer.to(), n -> {
                    open.add(n);
                    return open.size() - 1;
                });
                answers.put(String.join(" ", call), new Answer(answer.label().args().get(1), next));
            }
            table.states.add(answers);
        }
        return table;
    }

    private static Graph.Edge answer(Graph.Node idle, String task, List<String> call, Set<String> never) {
        List<String> args = new ArrayList<>(List.of(task));
        args.addAll(call);
        Graph.Node at = idle.step(new Label(CALL, args));
        if (at == null) throw new IllegalArgumentException("the specification knows no operation " + call);
        for (;;) {
            List<Graph.Edge> steps = at.edges().stream().filter(e -> e.label().args().get(0).equals(task)
                    && !e.label().action().equals(CALL) && !never.contains(e.label().action())).toList();
            if (steps.size() != 1) {
                throw new IllegalArgumentException(call + (steps.isEmpty() ? " blocks in\n" : " may go on in several ways in\n") + at);
            }
            if (steps.get(0).label().action().equals(RETURN)) return steps.get(0);
            at = steps.get(0).to();
        }
    }

    /** A primitive in its initial state. @return an object that behaves as the table says */
    public SequentialObject object() {
        return new SequentialObject(this);
    }

    /** A primitive whose operations are called one after the other. */
    public static final class SequentialObject {
        private final SequentialTable table;
        private int state;

        private SequentialObject(SequentialTable table) {
            this.table = table;
        }

        /**
         * Calls an operation and lets it return.
         *
         * @param call what the specification's Call is told, after the task
         * @return the result that the specification prescribes
         */
        public String perform(String... call) {
            Answer answer = table.states.get(state).get(String.join(" ", call));
            state = answer.next;
            return answer.result;
        }
    }
}
