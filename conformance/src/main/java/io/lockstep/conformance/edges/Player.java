package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Graph.Edge;
import io.lockstep.conformance.oracle.Graph.Node;
import io.lockstep.conformance.oracle.Label;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Issues commands to a mirror and compares what comes of them with the model. */
final class Player {
    /*
     * Every method but the counters makes one attempt. It returns where core and model part, or null if
     * they agree; whatever the core throws is a divergence as well.
     *
     * The state is compared after every step, but only once after a list of refusals: these are tried by
     * the million, and the caller repeats them one by one if need be.
     */

    private final Mirror mirror;
    private final Map<Label, Label> commands = new HashMap<>();
    private final Set<Label> alphabet = new LinkedHashSet<>();
    private long steps;
    private long refusals;
    private boolean moved;

    Player(Mirror mirror, Set<Label> labels) {
        this.mirror = mirror;
        for (Label label : labels) {
            Label command = mirror.command(label);
            if (command == null) continue;
            commands.put(label, command);
            alphabet.add(command);
        }
    }

    long steps() {
        return steps;
    }

    long refusals() {
        return refusals;
    }

    /** Resets the core. */
    Divergence start(Node initial) {
        return guarded("the core, starting", () -> {
            mirror.reset();
            return same("the core starts in another state", initial);
        });
    }

    /** Takes one step. */
    Divergence take(Move move) {
        Label command = commands.get(move.label());
        if (command == null) return new Divergence("the mirror has no command for " + move.label() + ", which the model enables");
        return guarded("the core, asked for " + command, () -> {
            Label taken = mirror.perform(command);
            steps++;
            if (move.label().equals(taken)) return same("the core takes " + taken + " as the model does, but to another state", move.to());
            String choice = taken == null || move.from().after(taken).isEmpty() ? ""
                    : "\nThe model allows both. A command must leave it no choice, else an edge is never asked for.";
            return new Divergence("the core, asked for " + command + (taken == null ? ", refuses" : ", takes " + taken)
                    + "; the model takes " + move.label() + choice);
        });
    }

    /** The commands that no step of the specification answers in a state, inside the model's constraints or not. */
    List<Label> disabled(Node at) {
        Set<Label> disabled = new LinkedHashSet<>(alphabet);
        for (Label label : at.cut()) disabled.remove(commands.get(label));
        for (Edge edge : at.edges()) disabled.remove(commands.get(edge.label()));
        return new ArrayList<>(disabled);
    }

    /** The draws among the commands that the model disables in a state. */
    List<Label> draws(List<Label> disabled) {
        return disabled.stream().filter(mirror::draws).toList();
    }

    /**
     * Issues a draw that the step it is named after does not answer: the core refuses, or takes another step
     * of the model and has to be brought back.
     */
    Divergence draw(Node at, Label command) {
        return guarded("the core, asked for " + command, () -> {
            Label taken = mirror.perform(command);
            refusals++;
            moved = taken != null;
            if (!moved) return same("the core refuses " + command + ", but changes its state", at);
            List<Node> after = at.after(taken);
            if (after.isEmpty()) return new Divergence("the core, asked for " + command + ", takes " + taken + "; the model disables it here");
            return same("the core, asked for " + command + ", takes " + taken + " as the model may, but to another state", after.get(0));
        });
    }

    /** Whether the core has taken a step in answer to the last draw. */
    boolean moved() {
        return moved;
    }

    /** Issues commands that the model disables. */
    Divergence refuse(Node at, List<Label> disabled) {
        for (Label command : disabled) {
            if (mirror.draws(command)) continue;
            Divergence accepted = guarded("the core, asked for " + command, () -> {
                Label taken = mirror.perform(command);
                refusals++;
                return taken == null ? null
                        : new Divergence("the core, asked for " + command + ", takes " + taken + "; the model disables it here");
            });
            if (accepted != null) return accepted;
        }
        return guarded("the core, read", () -> same("the core refuses " + (disabled.size() == 1 ? disabled.get(0) : "disabled commands")
                + " as the model does, but changes its state", at));
    }

    private Divergence same(String otherwise, Node expected) {
        Map<String, Object> actual = mirror.abstraction();
        Map<String, Object> wanted = expected.state().variables();
        return wanted.equals(actual) ? null : new Divergence(otherwise, wanted, actual);
    }

    private static Divergence guarded(String attempt, Supplier<Divergence> attempted) {
        try {
            return attempted.get();
        } catch (RuntimeException | Error e) {
            return new Divergence(attempt + ", throws " + e, e);
        }
    }
}
