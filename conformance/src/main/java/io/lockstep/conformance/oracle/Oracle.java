package io.lockstep.conformance.oracle;

import io.lockstep.conformance.oracle.tlc.Machine;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Steps a TLA+ specification: what are its initial states, what may happen in a state, which
 * invariants fail there. TLC's evaluator answers, so that the specification means here exactly what it
 * means to TLC: constraints, action constraints and overridden definitions of the configuration are
 * honoured.
 *
 * <p>Symmetry and view are ignored: an oracle tells all states apart, where TLC may identify some.
 *
 * <p>Several oracles may coexist, also of different specifications. An oracle may be used by several
 * threads; they take turns.
 */
public final class Oracle {
    /*
     * The evaluator is not made for concurrent callers. It is only entered with the lock held, also to
     * read a state, since TLC normalises values on reading.
     *
     * An action's body that is a disjunction becomes several instances with the same label; `instances`
     * maps a label to all of them.
     */

    private final ReentrantLock lock = new ReentrantLock();
    private final Machine machine;
    private final List<Label> labels;
    private final Map<Label, List<Integer>> instances = new LinkedHashMap<>();

    private Oracle(Machine machine) {
        this.machine = machine;
        Map<Label, Label> canonical = new LinkedHashMap<>();
        machine.labels().forEach(label -> canonical.putIfAbsent(label, label));
        labels = machine.labels().stream().map(canonical::get).toList();
        for (int i = 0; i < labels.size(); i++) {
            instances.computeIfAbsent(labels.get(i), l -> new ArrayList<>()).add(i);
        }
    }

    /**
     * Loads a model.
     *
     * @param module  the root module's {@code .tla} file
     * @param cfg     the model's {@code .cfg} file
     * @param library folders, besides the module's own, to find extended and instantiated modules in
     * @return an oracle for the model
     * @throws OracleException if a file is missing, or does not parse, or is not a model, or if the
     *                         next-state relation hides the names or arguments of its actions
     */
    public static Oracle load(Path module, Path cfg, Path... library) {
        List<Path> folders = new ArrayList<>();
        for (Path folder : library) folders.add(folder.toAbsolutePath().normalize());
        return new Oracle(SpecLoader.load(file("module", module, ".tla"), file("configuration", cfg, ".cfg"), folders));
    }

    private static Path file(String kind, Path path, String ending) {
        Path absolute = path.toAbsolutePath().normalize();
        if (!Files.isRegularFile(absolute)) throw new OracleException("no such " + kind + ": " + absolute, null);
        if (!absolute.toString().endsWith(ending)) {
            throw new OracleException("not a " + kind + ", its name must end in " + ending + ": " + absolute, null);
        }
        return absolute;
    }

    /**
     * The initial states.
     *
     * @return the states, each once
     */
    public List<State> initial() {
        return List.copyOf(new LinkedHashSet<>(roots().states));
    }

    /**
     * Everything that may happen in a state.
     *
     * @param state a state of this oracle
     * @return the steps, each once
     */
    public List<Step> successors(State state) {
        return List.copyOf(new LinkedHashSet<>(expand(state).steps));
    }

    /**
     * The outcomes of one action.
     *
     * @param state a state of this oracle
     * @param label the action to take
     * @return the possible states after it, each once; none if the specification disables the action
     */
    public List<State> successors(State state, Label label) {
        List<Integer> named = instances.getOrDefault(label, List.of());
        List<State> outcomes = new ArrayList<>();
        for (int instance : named) {
            outcomes.addAll(states(within(() -> machine.successors(own(state), instance))));
        }
        return outcomes.size() < 2 ? outcomes : List.copyOf(new LinkedHashSet<>(outcomes));
    }

    /**
     * The invariants of the configuration that are false in a state.
     *
     * @param state a state of this oracle
     * @return their names
     */
    public List<String> violated(State state) {
        return within(() -> machine.violated(own(state)));
    }

    /**
     * The names of all actions of the next-state relation, whether they ever occur or not.
     *
     * @return the names, in the order of the specification
     */
    public Set<String> actions() {
        Set<String> names = new LinkedHashSet<>();
        labels.forEach(label -> names.add(label.action()));
        return names;
    }

    /**
     * All actions with all their arguments, whether they ever occur or not.
     *
     * @return the labels, in the order of the specification
     */
    public Set<Label> labels() {
        return new LinkedHashSet<>(labels);
    }

    /**
     * The possible steps in the specification's own notation.
     *
     * @return for each label a text such as {@code SendBuffer("t1", 1)}, in the order of {@link #labels()}
     */
    public Map<Label, String> notations() {
        List<String> texts = within(machine::notations);
        Map<Label, String> notations = new LinkedHashMap<>();
        for (int i = 0; i < texts.size(); i++) notations.putIfAbsent(labels.get(i), texts.get(i));
        return notations;
    }

    /**
     * The values that the configuration gives to the root module's constants, in the form of
     * {@link State#variables()}; constant operators are left out.
     *
     * @return the values by name
     */
    public Map<String, Object> constants() {
        return within(machine::constants);
    }

    /** The successors as TLC counts them, duplicates included, and the actions of which a constraint excludes some. */
    Expansion expand(State state) {
        List<Step> steps = new ArrayList<>();
        Set<Label> cut = new LinkedHashSet<>();
        int generated = 0;
        for (int i = 0; i < labels.size(); i++) {
            int instance = i;
            Machine.Generated some = within(() -> machine.successors(own(state), instance));
            for (State to : states(some)) steps.add(new Step(labels.get(i), to));
            if (some.excluded() > 0) cut.add(labels.get(i));
            generated += some.states().size() + some.excluded();
        }
        return new Expansion(steps, cut, generated);
    }

    /** The initial states as TLC counts them. */
    Roots roots() {
        Machine.Generated some = within(machine::initial);
        return new Roots(states(some), some.states().size() + some.excluded());
    }

    Map<String, Object> variables(Object raw) {
        return within(() -> machine.variables(raw));
    }

    String text(Object raw) {
        return within(() -> machine.text(raw));
    }

    private List<State> states(Machine.Generated generated) {
        if (generated.states().isEmpty()) return List.of();
        return within(() -> generated.states().stream()
                .map(raw -> new State(this, raw, machine.fingerprint(raw))).toList());
    }

    private Object own(State state) {
        if (state.oracle() != this) throw new IllegalArgumentException("a state of another oracle:\n" + state);
        return state.raw();
    }

    private <R> R within(Supplier<R> evaluation) {
        lock.lock();
        try {
            return evaluation.get();
        } finally {
            lock.unlock();
        }
    }

    record Expansion(List<Step> steps, Set<Label> cut, int generated) {
    }

    record Roots(List<State> states, int generated) {
    }
}
