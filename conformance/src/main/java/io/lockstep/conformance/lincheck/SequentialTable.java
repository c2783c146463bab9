package io.lockstep.conformance.lincheck;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
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

    /** For each state the calls' possible answers; state 0 is the initial one. */
    private final List<Map<String, List<Answer>>> states = new ArrayList<>();

    /**
     * What a call may come to.
     *
     * @param result its result; one of several parts has a space between them
     * @param next   the state after it
     */
    public record Answer(String result, int next) {
    }

    /** The state in which every primitive begins. */
    public static final int INITIAL = 0;

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
     * @throws IllegalArgumentException if an operation may block
     */
    public static SequentialTable of(Graph graph, String task, List<List<String>> calls, Set<String> never) {
        SequentialTable table = new SequentialTable();
        Map<Graph.Node, Integer> numbers = new HashMap<>();
        List<Graph.Node> open = new ArrayList<>(graph.initial());
        numbers.put(open.get(0), 0);
        for (int i = 0; i < open.size(); i++) {
            Map<String, List<Answer>> answers = new HashMap<>();
            for (List<String> call : calls) {
                Set<Answer> all = new LinkedHashSet<>();
                for (Graph.Edge answer : answers(open.get(i), task, call, never)) {
                    int next = numbers.computeIfAbsent(answer.to(), n -> {
                        open.add(n);
                        return open.size() - 1;
                    });
                    List<String> args = answer.label().args();
                    all.add(new Answer(String.join(" ", args.subList(1, args.size())), next));
                }
                answers.put(String.join(" ", call), List.copyOf(all));
            }
            table.states.add(answers);
        }
        return table;
    }

    private static List<Graph.Edge> answers(Graph.Node idle, String task, List<String> call, Set<String> never) {
        List<String> args = new ArrayList<>(List.of(task));
        args.addAll(call);
        Graph.Node called = idle.step(new Label(CALL, args));
        if (called == null) throw new IllegalArgumentException("the specification knows no operation " + call);
        List<Graph.Edge> returns = new ArrayList<>();
        Deque<Graph.Node> open = new ArrayDeque<>(List.of(called));
        while (!open.isEmpty()) {
            Graph.Node at = open.pop();
            List<Graph.Edge> steps = at.edges().stream().filter(e -> e.label().args().get(0).equals(task)
                    && !e.label().action().equals(CALL) && !never.contains(e.label().action())).toList();
            if (steps.isEmpty()) throw new IllegalArgumentException(call + " blocks in\n" + at);
            for (Graph.Edge step : steps) {
                if (step.label().action().equals(RETURN)) returns.add(step);
                else open.push(step.to());
            }
        }
        return returns;
    }

    /**
     * What a call may come to.
     *
     * @param state the state that it finds
     * @param call  what the specification's Call is told, after the task
     * @return every possible answer
     */
    public List<Answer> answers(int state, String... call) {
        return states.get(state).get(String.join(" ", call));
    }

    /**
     * A primitive in its initial state.
     *
     * @return an object that behaves as the table says
     * @throws IllegalStateException if the specification leaves a choice
     */
    public SequentialObject object() {
        for (Map<String, List<Answer>> state : states) {
            state.forEach((call, answers) -> {
                if (answers.size() > 1) throw new IllegalStateException(call + " may go on in several ways: " + answers);
            });
        }
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
            Answer answer = table.answers(state, call).get(0);
            state = answer.next;
            return answer.result;
        }
    }
}
