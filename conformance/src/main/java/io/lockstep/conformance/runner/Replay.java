package io.lockstep.conformance.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Recovers what TLC does not print of a counterexample: which action with which arguments each step is.
 */
final class Replay {
    /*
     * The generated module walks through the states of the counterexample and nowhere else. For each step
     * an action constraint asks every action, with all its arguments, whether the step is one of it.
     * Asking instead of computing successors also finds the actions of a relation that only adds
     * something to another one. Model values become constants, since a module cannot name them.
     */

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Pattern STRING = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
    private static final Pattern FIELD = Pattern.compile("\\b\\w+ \\|->");
    private static final Pattern IDENTIFIER = Pattern.compile("\\b(?!TRUE\\b|FALSE\\b|BOOLEAN\\b)[A-Za-z_]\\w*");

    private static final String MODULE = """
            ---- MODULE %1$s ----
            EXTENDS %2$s, TLC
            %3$s
            VARIABLE lockstepAt
            LockstepInit == lockstepAt = 1%4$s
            LockstepNext ==%5$s
            LockstepTook(name, args) == PrintT(ToString(<<"%6$s", lockstepAt, name, args>>))
            LockstepActions ==
            %7$s
            ====
            """;

    private Replay() {
    }

    /**
     * Names the actions of a counterexample.
     *
     * @param tlc            TLC
     * @param model          the model
     * @param config         its configuration
     * @param counterexample what TLC printed
     * @param folder         for the files of the runs
     * @return the counterexample with names and arguments; as TLC printed it, where they cannot be told
     */
    static Counterexample name(Tlc tlc, Model model, Config config, Counterexample counterexample, Path folder) {
        if (counterexample.steps().size() < 2) return counterexample;
        List<Fact> actions = tlc.facts(model.module(), List.of("-next", config.next()), model.library(),
                folder.resolve("actions")).orElse(List.of());
        if (actions.isEmpty()) return counterexample;
        String name = model.moduleName() + "Replayed";
        Path source = folder.resolve("source");
        try {
            Files.createDirectories(source);
            Set<String> values = modelValues(counterexample, config);
            Files.writeString(source.resolve(name + ".tla"), module(name, model, counterexample, actions, values));
            Files.writeString(source.resolve(name + ".cfg"), cfg(config, values));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        TlcReport report = tlc.check(source.resolve(name + ".tla"), source.resolve(name + ".cfg"), model.library(),
                folder.resolve("run"), false, 0, null, LIMIT);
        Map<Integer, String> names = new LinkedHashMap<>();
        report.took().forEach((step, some) -> names.put(step, String.join(" or ", some)));
        return counterexample.named(names);
    }

    private static String module(String name, Model model, Counterexample counterexample, List<Fact> actions, Set<String> values) {
        List<Counterexample.Step> walk = new ArrayList<>(counterexample.steps());
        if (counterexample.end() == Counterexample.End.LOOPS) walk.add(walk.get(counterexample.back() - 1));
        StringBuilder next = new StringBuilder();
        for (int i = 1; i < walk.size(); i++) {
            next.append("\n    \\/ lockstepAt = ").append(i).append(" /\\ lockstepAt' = ").append(i + 1)
                    .append(conjuncts(walk.get(i), "'"));
        }
        return MODULE.formatted(name, model.moduleName(), values.isEmpty() ? "" : "CONSTANTS " + String.join(", ", values),
                conjuncts(walk.getFirst(), ""), next, TlcOutput.TOOK,
                String.join("\n", actions.stream().map(fact -> "    /\\ " + fact.expression()).toList()));
    }

    private static String conjuncts(Counterexample.Step step, String prime) {
        StringBuilder all = new StringBuilder();
        step.variables().forEach((variable, value) ->
                all.append(" /\\ ").append(variable).append(prime).append(" = (").append(value).append(')'));
        return all.toString();
    }

    private static String cfg(Config config, Set<String> values) {
        StringBuilder cfg = new StringBuilder(config.constants());
        values.forEach(value -> cfg.append("CONSTANT ").append(value).append(" = ").append(value).append('\n'));
        return cfg + "INIT LockstepInit\nNEXT LockstepNext\nACTION_CONSTRAINT LockstepActions\nCHECK_DEADLOCK FALSE\n";
    }

    /** The model values in the states, but for those that the module declares as constants itself. */
    private static Set<String> modelValues(Counterexample counterexample, Config config) {
        Set<String> names = new TreeSet<>();
        for (Counterexample.Step step : counterexample.steps()) {
            for (String value : step.variables().values()) {
                String bare = FIELD.matcher(STRING.matcher(value).replaceAll("0")).replaceAll("");
                IDENTIFIER.matcher(bare).results().forEach(id -> names.add(id.group()));
            }
        }
        names.removeIf(name -> Pattern.compile("\\b" + name + "\\s*=\\s*" + name + "\\b").matcher(config.constants()).find());
        return names;
    }
}
