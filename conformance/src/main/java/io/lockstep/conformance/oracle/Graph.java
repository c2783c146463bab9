package io.lockstep.conformance.oracle;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The state graph of a specification as an automaton over labels, built as it is walked. A step from a
 * state that was visited before costs one hash look-up; the first one evaluates the specification.
 *
 * <p>A graph may be walked by several threads.
 */
public final class Graph {
    /*
     * Invariants: one Node per fingerprint; a Node is expanded at most once, under the lock, and its
     * expansion is published by a volatile write of an immutable object. Warm walks take no lock.
     *
     * Expanding tries every label, and in a model of many tasks there are hundreds. So asking for one
     * label evaluates that label only, until somebody asks for all. That a label is disabled is not
     * remembered: finding out again costs little, and there are many of them.
     */

    /** Labels that a trace asks for in one state, typically. */
    private static final int PROBES = 4;

    private final ReentrantLock lock = new ReentrantLock();
    private final Oracle oracle;
    private final Map<State, Node> nodes = new LinkedHashMap<>();
    private final List<Node> initial;
    private long generated;

    /**
     * A graph of which only the initial states are known yet.
     *
     * @param oracle the specification
     */
    public Graph(Oracle oracle) {
        this.oracle = oracle;
        Oracle.Roots roots = oracle.roots();
        generated = roots.generated();
        Set<Node> distinct = new LinkedHashSet<>();
        for (State root : roots.states()) distinct.add(node(root));
        initial = List.copyOf(distinct);
    }

    /**
     * The specification that this is the graph of.
     *
     * @return the oracle
     */
    public Oracle oracle() {
        return oracle;
    }

    /**
     * The initial states.
     *
     * @return their nodes
     */
    public List<Node> initial() {
        return initial;
    }

    /**
     * Visits every reachable state, breadth first, as TLC does.
     *
     * @return the size of the whole graph
     */
    public Extent exploreAll() {
        Map<Node, Integer> depths = new HashMap<>();
        Queue<Node> frontier = new ArrayDeque<>(initial);
        initial.forEach(node -> depths.put(node, 1));
        int deepest = initial.isEmpty() ? 0 : 1;
        while (!frontier.isEmpty()) {
            Node node = frontier.remove();
            int depth = depths.get(node) + 1;
            for (Edge edge : node.edges()) {
                if (depths.putIfAbsent(edge.to(), depth) == null) {
                    frontier.add(edge.to());
                    deepest = depth;
                }
            }
        }
        lock.lock();
        try {
            return new Extent(nodes.size(), generated, deepest);
        } finally {
            lock.unlock();
        }
    }

    /**
     * The states seen so far.
     *
     * @return their nodes; a node's {@link Node#id()} is its position
     */
    public List<Node> nodes() {
        lock.lock();
        try {
            return List.copyOf(nodes.values());
        } finally {
            lock.unlock();
        }
    }

    private Node node(State state) {
        return nodes.computeIfAbsent(state, s -> new Node(nodes.size(), s));
    }

    private Expansion expand(State state) {
        Oracle.Expansion steps = oracle.expand(state);
        generated += steps.generated();
        Set<Edge> edges = new LinkedHashSet<>();
        Map<Label, List<Node>> byLabel = new LinkedHashMap<>();
        for (Step step : steps.steps()) {
            Edge edge = new Edge(step.label(), node(step.to()));
            if (edges.add(edge)) byLabel.computeIfAbsent(edge.label(), l -> new ArrayList<>(1)).add(edge.to());
        }
        byLabel.replaceAll((label, targets) -> List.copyOf(targets));
        return new Expansion(List.copyOf(edges), Collections.unmodifiableMap(byLabel), Set.copyOf(steps.cut()));
    }

    /**
     * How large a graph is, counted as TLC does.
     *
     * @param distinct  reachable states inside the model
     * @param generated states computed on the way, repeated and excluded ones included
     * @param depth     states on the longest of the shortest paths from an initial state
     */
    public record Extent(int distinct, long generated, int depth) {
    }

    /**
     * A step between two states.
     *
     * @param label what happens
     * @param to    the state after it
     */
    public record Edge(Label label, Node to) {
    }

    private record Expansion(List<Edge> edges, Map<Label, List<Node>> byLabel, Set<Label> cut) {
    }

    /** A state of the graph. Nodes of one graph are equal only to themselves. */
    public final class Node {

        private final int id;
        private final State state;
        private volatile Expansion expansion;
        private volatile Map<Label, List<Node>> probed = new ConcurrentHashMap<>(PROBES);

        private Node(int id, State state) {
            this.id = id;
            this.state = state;
        }

        /**
         * The node's number.
         *
         * @return 0, 1, 2, … in order of discovery
         */
        public int id() {
            return id;
        }

        /**
         * The state itself.
         *
         * @return the specification's state
         */
        public State state() {
            return state;
        }

        /**
         * Every step that the specification allows here.
         *
         * @return the edges, each once
         */
        public List<Edge> edges() {
            return expansion().edges;
        }

        /**
         * The labels that the specification allows here.
         *
         * @return the enabled labels
         */
        public Set<Label> enabled() {
            return expansion().byLabel.keySet();
        }

        /**
         * The labels that the specification allows here, but with an outcome outside of the model's
         * constraints.
         *
         * @return labels that are not to be taken for disabled
         */
        public Set<Label> cut() {
            return expansion().cut;
        }

        /**
         * The states that a step may lead to; several if the specification leaves a choice.
         *
         * @param label what happens
         * @return the nodes after it; empty if the specification disables the step here
         */
        public List<Node> after(Label label) {
            Expansion all = expansion;
            if (all != null) return all.byLabel.getOrDefault(label, List.of());
            List<Node> known = probed.get(label);
            return known != null ? known : probe(label);
        }

        /**
         * The state that a step leads to, in a specification whose labels determine it.
         *
         * @param label what happens
         * @return the node after it; null if the specification disables the step here
         * @throws IllegalStateException if the specification leaves a choice
         */
        public Node step(Label label) {
            List<Node> after = after(label);
            if (after.size() > 1) {
                throw new IllegalStateException(label + " leads to " + after.size() + " different states from\n" + state
                        + "\nGive the action an argument that tells them apart.");
            }
            return after.isEmpty() ? null : after.get(0);
        }

        private List<Node> probe(Label label) {
            lock.lock();
            try {
                if (expansion != null) return after(label);
                List<State> outcomes = oracle.successors(state, label);
                if (outcomes.isEmpty()) return List.of();
                List<Node> after = outcomes.stream().map(Graph.this::node).toList();
                probed.put(label, after);
                return after;
            } finally {
                lock.unlock();
            }
        }

        private Expansion expansion() {
            Expansion known = expansion;
            if (known != null) return known;
            lock.lock();
            try {
                if (expansion == null) {
                    expansion = expand(state);
                    probed = Map.of();
                }
                return expansion;
            } finally {
                lock.unlock();
            }
        }

        /** The state's number and text. */
        @Override
        public String toString() {
            return "state " + id + "\n" + state;
        }
    }
}
