package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Graph.Node;
import io.lockstep.conformance.oracle.Label;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Takes the core of an implementation along every labelled edge of a model, and tries in every state every
 * command that the model disables there.
 *
 * <p>The core is never put into a state: it gets there by real steps from its initial state. After each step
 * the label that the core reports, and with it the operation's result, and the whole state must be those of
 * the model. A refused command must leave the whole state as it was.
 */
public final class Replay {
    /*
     * Refusals are tried when a walk first reaches a state; the walk then goes on from there.
     *
     * The first divergence ends the replay. Walks are long; so the attempt that failed is made again on the
     * shortest way to its state, and that way is reported if the attempt fails there too.
     */

    private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

    private final Node initial;
    private final Walks walks;
    private final Player player;
    private final Set<Move> replayed = new HashSet<>();
    private final Set<Node> refusalsTried = new HashSet<>();

    private Replay(Graph graph, Mirror mirror) {
        if (graph.initial().size() != 1) {
            throw new IllegalArgumentException("a core starts in one state, but the model has "
                    + graph.initial().size() + " initial states; fix them by constants");
        }
        initial = graph.initial().get(0);
        walks = new Walks(graph);
        player = new Player(mirror, graph.oracle().labels());
    }

    /**
     * Replays a model.
     *
     * @param graph  the model's graph; it is explored to its end
     * @param mirror the core to compare with
     * @return what was replayed, and where core and model part, if they do
     */
    public static Report run(Graph graph, Mirror mirror) {
        Replay replay = new Replay(graph, mirror);
        long start = CLOCK.getCurrentThreadCpuTime();
        String failure = replay.failure();
        long nanos = CLOCK.getCurrentThreadCpuTime() - start;
        return new Report(replay.walks.states(), replay.walks.edges(), replay.replayed.size(),
                replay.player.steps(), replay.player.refusals(), nanos, failure);
    }

    private String failure() {
        Divergence different = player.start(initial);
        if (different != null) return different.after(List.of());
        String failure = refuse(List.of(), initial);
        for (var walk = walks.iterator(); failure == null && walk.hasNext(); ) failure = follow(walk.next());
        return failure;
    }

    private String follow(List<Move> walk) {
        player.start(initial);
        for (int i = 0; i < walk.size(); i++) {
            Move move = walk.get(i);
            Divergence divergence = player.take(move);
            if (divergence != null) return shortest(walk.subList(0, i), divergence, move);
            replayed.add(move);
            String failure = refuse(walk.subList(0, i + 1), move.to());
            if (failure != null) return failure;
        }
        return null;
    }

    private String shortest(List<Move> done, Divergence divergence, Move move) {
        List<Move> way = walks.shortest(move.from());
        Divergence again = retrace(way) ? player.take(move) : null;
        return again == null ? divergence.after(done) : again.after(way);
    }

    private String refuse(List<Move> done, Node at) {
        if (!refusalsTried.add(at)) return null;
        List<Label> disabled = player.disabled(at);
        Divergence divergence = player.refuse(at, disabled);
        if (divergence == null) return draw(done, at, player.draws(disabled));
        List<Move> way = walks.shortest(at);
        for (Label culprit : disabled) {
            Divergence again = retrace(way) ? player.refuse(at, List.of(culprit)) : null;
            if (again != null) return again.after(way);
        }
        return divergence.after(done);
    }

    /** Each draw moves the core on; the shortest way brings it back to a state that is the same in every respect. */
    private String draw(List<Move> done, Node at, List<Label> draws) {
        List<Move> way = draws.isEmpty() ? List.of() : walks.shortest(at);
        for (Label command : draws) {
            Divergence divergence = player.draw(at, command);
            if (divergence != null) return divergence.after(done);
            if (player.moved() && !retrace(way)) throw new IllegalStateException("the core does not do the same steps again");
        }
        return null;
    }

    private boolean retrace(List<Move> way) {
        if (player.start(initial) != null) return false;
        for (Move move : way) {
            if (player.take(move) != null) return false;
        }
        return true;
    }
}
