package io.lockstep.conformance.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A model whose check tells which antecedents come true and which hidden actions occur. It stands in for the model itself.
 *
 * @param module the module to check
 * @param cfg    the configuration to check
 */
record Probes(Path module, Path cfg) {
    /*
     * The generated module extends the model's. A probe is TLCGet(n) \/ (antecedent => print and TLCSet(n,
     * TRUE)): always true, so that neither result nor counts change, and cheap once reached. It is
     * evaluated where the property is: probes of invariants as an INVARIANT, states of other properties as
     * a CONSTRAINT (so that states excluded by the model's own constraints, which come first, do not
     * count), steps as an ACTION_CONSTRAINT.
     *
     * An antecedent over behaviours has no such probe. There must be a behaviour in which it holds: its
     * negation, as the only property, must be violated.
     */

    /** TLC registers below this number are left to specifications. */
    private static final int FIRST_REGISTER = 1000;

    private static final String WATCHING = """
            ---- MODULE %1$s ----
            EXTENDS %2$s, TLC
            LockstepReached(n) == PrintT(<<"%3$s", n>>) /\\ TLCSet(n, TRUE)
            ASSUME \\A n \\in {%4$s} : TLCSet(n, FALSE)
            """;

    private static final String NEGATING = """
            ---- MODULE %1$s ----
            EXTENDS %2$s
            LockstepNever == ~(%3$s)
            ====
            """;

    /**
     * The number under which a probe reports.
     *
     * @param position its position in the list of what is watched
     */
    static int number(int position) {
        return FIRST_REGISTER + position;
    }

    /**
     * Writes a model that watches states and steps.
     *
     * @param model       the model
     * @param config      its configuration
     * @param watched     the antecedents of its invariants and properties, and actions that TLC does not see;
     *                    antecedents over behaviours get no probe
     * @param folder      where to write
     */
    static Probes watching(Model model, Config config, List<Fact> watched, Path folder) {
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (int i = 0; i < watched.size(); i++) {
            Fact fact = watched.get(i);
            if (fact.kind() == Fact.Kind.BEHAVIOUR) continue;
            sections.computeIfAbsent(section(fact, config), key -> new ArrayList<>()).add(probe(fact, number(i)));
        }
        String name = model.moduleName() + "Watched";
        StringBuilder module = new StringBuilder(WATCHING.formatted(name, model.moduleName(), TlcOutput.REACHED,
                IntStream.range(0, watched.size()).mapToObj(i -> "" + number(i)).collect(Collectors.joining(", "))));
        StringBuilder cfg = new StringBuilder(text(model.cfg())).append('\n');
        sections.forEach((section, probes) -> {
            String operator = "Lockstep" + section;
            module.append(operator).append(" ==\n");
            probes.forEach(probe -> module.append("    /\\ ").append(probe).append('\n'));
            cfg.append(section).append(' ').append(operator).append('\n');
        });
        return write(folder, name, module.append("====\n"), cfg);
    }

    private static String section(Fact fact, Config config) {
        return switch (fact.kind()) {
            case STEP, HIDDEN_ACTION -> "ACTION_CONSTRAINT";
            default -> config.invariants().stream().map(config::resolve).anyMatch(fact.property()::equals)
                    ? "INVARIANT" : "CONSTRAINT";
        };
    }

    private static String probe(Fact fact, int n) {
        String reached = "LockstepReached(" + n + ")";
        return "TLCGet(" + n + ") \\/ (" + (fact.kind() == Fact.Kind.HIDDEN_ACTION
                ? "LET " + ActionFinder.REPORT + "(name, args) == " + reached + " IN " + fact.expression()
                : "(" + fact.expression() + ") => " + reached) + ")";
    }

    /**
     * Writes a model that violates its property if, and only if, an antecedent holds in some behaviour.
     *
     * @param model      the model
     * @param config     its configuration
     * @param antecedent an antecedent over behaviours
     * @param folder     where to write
     */
    static Probes negating(Model model, Config config, Fact antecedent, Path folder) {
        String name = model.moduleName() + "Negated";
        return write(folder, name, NEGATING.formatted(name, model.moduleName(), antecedent.expression()),
                config.rest() + "PROPERTY LockstepNever\n");
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Probes write(Path folder, String name, CharSequence module, CharSequence cfg) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".tla"), module);
            Files.writeString(folder.resolve(name + ".cfg"), cfg);
            return new Probes(folder.resolve(name + ".tla"), folder.resolve(name + ".cfg"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
