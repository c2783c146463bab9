package io.lockstep.conformance.lincheck;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * All results that a specification allows a concurrent program: for each task the results of its
 * operations, one after the other.
 */
public final class AllowedResults {
    /*
     * A search through the product of the specification and the program's positions. Every step belongs
     * to a task, its first argument. A task of the program takes steps only when it has called something;
     * one that is not of the program is the primitive's own, and takes them as it likes. The program must
     * end whatever happens, for Lincheck takes every blocked thread for a deadlock.
     */
    private static final String CALL = "Call";
    private static final String RETURN = "Return";

    private final Function<Op, List<String>> called;
    private final Program program;
    private final Set<String> names;
    /** For each task its steps that may happen, but the calls. */
    private final Map<String, List<Label>> steps = new HashMap<>();
    private final Set<Position> seen = new HashSet<>();
    private final Deque<Position> open = new ArrayDeque<>();
    private final Set<String> allowed = new TreeSet<>();

    private AllowedResults(Function<Op, List<String>> called, Graph graph, Program program, Predicate<Label> happens) {
        this.called = called;
        this.program = program;
        names = Set.copyOf(program.names());
        for (Label label : graph.oracle().labels()) {
            if (label.action().equals(CALL) || !happens.test(label)) continue;
            steps.computeIfAbsent(label.args().get(0), task -> new ArrayList<>()).add(label);
        }
    }

    /**
     * Finds them.
     *
     * @param called  what the specification's Call is told of an operation, after the task
     * @param graph   of a model of the specification
     * @param program what the tasks do
     * @param happens which steps of a specification can happen here at all: without interrupts, for
     *                example, nothing is withdrawn
     * @return each as {@link #text} writes it
     * @throws IllegalArgumentException if the specification lets the program block for good
     */
    public static Set<String> of(Function<Op, List<String>> called, Graph graph, Program program, Predicate<Label> happens) {
        return new AllowedResults(called, graph, program, happens).search(graph);
    }

    /**
     * The results of all tasks as one text.
     *
     * @param results for each task those of its operations
     * @return for example {@code [[sent], [a, closed]]}; a result of several parts has a space between them
     */
    public static String text(List<List<String>> results) {
        return results.toString();
    }

    private Set<String> search(Graph graph) {
        List<List<String>> none = program.tasks().stream().map(t -> List.<String>of()).toList();
        for (Graph.Node node : graph.initial()) open.add(new Position(node, none, Set.of()));
        while (!open.isEmpty()) {
            Position position = open.pop();
            if (seen.add(position)) visit(position);
        }
        return allowed;
    }

    private void visit(Position at) {
        boolean stuck = true;
        for (int t = 0; t < program.tasks().size(); t++) {
            String name = Program.name(t);
            List<Op> ops = program.tasks().get(t);
            int done = at.results.get(t).size();
            if (at.busy.contains(name) || done == ops.size()) continue;
            List<String> args = new ArrayList<>(List.of(name));
            args.addAll(called.apply(ops.get(done)));
            for (Graph.Node next : at.node.after(new Label(CALL, args))) {
                Set<String> busy = new HashSet<>(at.busy);
                busy.add(name);
                open.push(new Position(next, at.results, busy));
                stuck = false;
            }
        }
        for (String name : steps.keySet()) {
            if (names.contains(name) && !at.busy.contains(name)) continue;
            for (Label step : steps.get(name)) {
                for (Graph.Node next : at.node.after(step)) {
                    open.push(step.action().equals(RETURN) ? at.returned(step, next) : new Position(next, at.results, at.busy));
                    stuck = false;
                }
            }
        }
        if (!stuck) return;
        if (!at.busy.isEmpty()) {
            throw new IllegalArgumentException(program.toLine() + " may block for good, with " + at.busy + " waiting after the results "
                    + text(at.results) + "; choose a program that always ends");
        }
        allowed.add(text(at.results));
    }

    private record Position(Graph.Node node, List<List<String>> results, Set<String> busy) {
        Position returned(Label step, Graph.Node next) {
            String name = step.args().get(0);
            int task = Integer.parseInt(name.substring(1)) - 1;
            List<List<String>> more = new ArrayList<>(results);
            List<String> own = new ArrayList<>(results.get(task));
            own.add(String.join(" ", step.args().subList(1, step.args().size())));
            more.set(task, List.copyOf(own));
            Set<String> fewer = new HashSet<>(busy);
            fewer.remove(name);
            return new Position(next, List.copyOf(more), Set.copyOf(fewer));
        }
    }
}
