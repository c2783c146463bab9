package io.lockstep.conformance.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model with a probe per antecedent: TLC prints a line when one first comes true. Probes change
 * neither the result nor the counts.
 *
 * @param module the module to check in place of the model's
 * @param cfg    the configuration to check in place of the model's
 * @param number the antecedents by the number of their probe
 */
record Probes(Path module, Path cfg, Map<Integer, Fact> number) {
    /*
     * The generated module extends the model's. A probe is TLCGet(n) \/ (antecedent => print and TLCSet(n,
     * TRUE)): always true, and cheap once reached. It is evaluated where the property is: probes of
     * invariants as an INVARIANT, states of other properties as a CONSTRAINT (so that states excluded by
     * the model's own constraints, which come first, do not count), steps as an ACTION_CONSTRAINT.
     */

    /** TLC registers below this number are left to specifications. */
    private static final int FIRST_REGISTER = 1000;

    private static final String MODULE = """
            ---- MODULE %1$s ----
            EXTENDS %2$s, TLC
            LockstepReached(n) == PrintT("%3$s" \\o ToString(n)) /\\ TLCSet(n, TRUE)
            ASSUME \\A n \\in {%4$s} : TLCSet(n, FALSE)
            """;

    /**
     * Writes the module and the configuration.
     *
     * @param model       the model
     * @param config      its configuration
     * @param antecedents the antecedents of its invariants and properties
     * @param folder      where to write
     * @return the probed model
     */
    static Probes write(Model model, Config config, List<Fact> antecedents, Path folder) {
        Map<Integer, Fact> number = new LinkedHashMap<>();
        Map<String, List<String>> sections = new LinkedHashMap<>();
        for (Fact fact : antecedents) {
            int n = FIRST_REGISTER + number.size();
            number.put(n, fact);
            boolean invariant = config.invariants().stream().map(config::resolve).anyMatch(fact.property()::equals);
            String section = fact.kind() == Fact.Kind.STEP ? "ACTION_CONSTRAINT" : invariant ? "INVARIANT" : "CONSTRAINT";
            sections.computeIfAbsent(section, s -> new ArrayList<>())
                    .add("TLCGet(" + n + ") \\/ ((" + fact.expression() + ") => LockstepReached(" + n + "))");
        }
        String name = model.moduleName() + "Probed";
        StringBuilder module = new StringBuilder(MODULE.formatted(name, model.moduleName(), TlcOutput.REACHED,
                String.join(", ", number.keySet().stream().map(String::valueOf).toList())));
        StringBuilder cfg = new StringBuilder();
        sections.forEach((section, probes) -> {
            String operator = "Lockstep" + section;
            module.append(operator).append(" ==\n");
            probes.forEach(probe -> module.append("    /\\ ").append(probe).append('\n'));
            cfg.append(section).append(' ').append(operator).append('\n');
        });
        module.append("====\n");
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".tla"), module);
            Files.writeString(folder.resolve(name + ".cfg"), Files.readString(model.cfg()) + "\n" + cfg);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Probes(folder.resolve(name + ".tla"), folder.resolve(name + ".cfg"), number);
    }
}
