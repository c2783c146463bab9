package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Graph.Edge;
import io.lockstep.conformance.oracle.Graph.Node;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;

/** Walks from the initial states that together take every edge of a graph at least once. */
final class Walks implements Iterable<List<Move>> {
    /*
     * The states are taken in breadth-first order. As long as one has an edge that no walk has taken, a
     * walk goes there on the shortest way, and on from there along edges that are new. Where there is
     * none, it makes a detour to one nearby. So most steps are new ones, and the core goes through many
     * different histories of the same state.
     *
     * Every state is in `reachedBy` with the move that discovered it, an initial one with null.
     */

    /** New edges of a walk: so many that the way to its start hardly counts, so few that one can read them. */
    private static final int LONGEST = 200;

    /** States to look for a detour in; beyond that, the way from an initial state is about as short. */
    private static final int NEARBY = 100;

    private final Map<Node, Move> reachedBy = new LinkedHashMap<>();
    private final int edges;

    Walks(Graph graph) {
        Queue<Node> frontier = new ArrayDeque<>(graph.initial());
        graph.initial().forEach(node -> reachedBy.put(node, null));
        int count = 0;
        while (!frontier.isEmpty()) {
            Node from = frontier.remove();
            for (Edge edge : from.edges()) {
                count++;
                if (reachedBy.containsKey(edge.to())) continue;
                reachedBy.put(edge.to(), new Move(from, edge.label(), edge.to()));
                frontier.add(edge.to());
            }
        }
        edges = count;
    }

    /** How many edges the graph has. */
    int edges() {
        return edges;
    }

    /** How many states the graph has. */
    int states() {
        return reachedBy.size();
    }

    /** The shortest way from an initial state. */
    List<Move> shortest(Node to) {
        return way(reachedBy, to);
    }

    private static List<Move> way(Map<Node, Move> reachedBy, Node to) {
        List<Move> way = new ArrayList<>();
        for (Move move = reachedBy.get(to); move != null; move = reachedBy.get(move.from())) way.add(move);
        Collections.reverse(way);
        return way;
    }

    /** The walks, made one by one. */
    @Override
    public Iterator<List<Move>> iterator() {
        return new Cover();
    }

    private final class Cover implements Iterator<List<Move>> {

        private final Iterator<Node> starts = reachedBy.keySet().iterator();
        private final Map<Node, Iterator<Edge>> untaken = new HashMap<>();
        private Node start = starts.hasNext() ? starts.next() : null;

        @Override
        public boolean hasNext() {
            while (start != null && !untaken(start).hasNext()) start = starts.hasNext() ? starts.next() : null;
            return start != null;
        }

        @Override
        public List<Move> next() {
            if (!hasNext()) throw new NoSuchElementException();
            List<Move> walk = shortest(start);
            Node at = start;
            for (int taken = 0; taken < LONGEST; taken++) {
                if (!untaken(at).hasNext()) {
                    List<Move> detour = detour(at);
                    if (detour.isEmpty()) break;
                    walk.addAll(detour);
                    at = detour.get(detour.size() - 1).to();
                }
                Edge edge = untaken(at).next();
                walk.add(new Move(at, edge.label(), edge.to()));
                at = edge.to();
            }
            return walk;
        }

        private List<Move> detour(Node from) {
            Map<Node, Move> reached = new HashMap<>();
            Queue<Node> frontier = new ArrayDeque<>(List.of(from));
            reached.put(from, null);
            while (!frontier.isEmpty() && reached.size() < NEARBY) {
                Node at = frontier.remove();
                if (untaken(at).hasNext()) return way(reached, at);
                for (Edge edge : at.edges()) {
                    if (reached.containsKey(edge.to())) continue;
                    reached.put(edge.to(), new Move(at, edge.label(), edge.to()));
                    frontier.add(edge.to());
                }
            }
            return List.of();
        }

        private Iterator<Edge> untaken(Node node) {
            return untaken.computeIfAbsent(node, n -> n.edges().iterator());
        }
    }
}
