package io.lockstep.conformance.runner;

import io.lockstep.conformance.runner.TlcReport.TlcAction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds what a model claims to check and never exercises. An action must generate a state, and each
 * antecedent of an invariant or property must come true, except for the names that the manifest lists
 * as {@code unused}; and those must really be unused.
 */
final class Vacuity {

    private static final Pattern DEFINITION = Pattern.compile("^\\s*(?:LOCAL\\s+)?(\\w+)\\s*(?:\\([^=]*\\))?\\s*==.*");

    private final Model model;
    private final Config config;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> exercised = new LinkedHashSet<>();
    private final Set<String> idle = new LinkedHashSet<>();

    private Vacuity(Model model, Config config) {
        this.model = model;
        this.config = config;
    }

    /**
     * Judges a run that found no error.
     *
     * @param model  the model
     * @param config its configuration
     * @param watched the antecedents and hidden actions that were watched
     * @param never  those of them that were not reached, or of which that cannot be told
     * @param report what TLC said
     * @return what is vacuous, each a sentence
     */
    static List<String> problems(Model model, Config config, List<Fact> watched, List<Fact> never,
                                 TlcReport report) {
        Vacuity vacuity = new Vacuity(model, config);
        vacuity.actions(report.occurred(), watched, never);
        vacuity.antecedents(never);
        vacuity.listed();
        return vacuity.problems;
    }

    private void actions(Map<TlcAction, Long> occurred, List<Fact> watched, List<Fact> never) {
        Map<String, Long> states = new TreeMap<>();
        watched.stream().filter(fact -> fact.kind() == Fact.Kind.HIDDEN_ACTION)
                .forEach(fact -> states.merge(fact.action(), never.contains(fact) ? 0L : 1L, Long::sum));
        occurred.forEach((action, n) -> names(action).forEach(name -> states.merge(name, n, Long::sum)));
        states.forEach((name, n) -> {
            (n == 0 ? idle : exercised).add(name);
            if (n == 0 && !model.unused().contains(name)) {
                problems.add("action " + name + " never occurs; if that is by design, list it under \"unused\"");
            }
        });
        if (states.isEmpty()) problems.add("TLC counted no actions; name them in the next-state relation");
    }

    private void antecedents(List<Fact> never) {
        exercised.addAll(config.names());
        never.stream().filter(fact -> fact.kind().isAntecedent()).forEach(fact -> idle(fact, fact.kind() == Fact.Kind.UNCLEAR
                ? "has an antecedent of a form that cannot be checked" : "has an antecedent that never holds"));
        exercised.removeAll(idle);
    }

    private void idle(Fact fact, String why) {
        String precise = fact.property() + ": " + source(fact);
        idle.add(fact.property());
        idle.add(precise);
        if (!model.unused().contains(fact.property()) && !model.unused().contains(precise)) {
            problems.add(fact.property() + " " + why + " (" + fact.module() + ", line " + fact.line() + "); drop it from this"
                    + " model, or if that is by design, list under \"unused\": \"" + precise + "\"");
        }
    }

    private void listed() {
        for (String name : new TreeSet<>(model.unused())) {
            if (idle.contains(name)) continue;
            problems.add("\"unused\" lists " + name + ", " + (exercised.contains(name) ? "but this model exercises it"
                    : "which is neither an action nor a property nor an idle antecedent of this model"));
        }
    }

    /** An action under the names that the specification gives it; an override goes by the name it replaces. */
    private List<String> names(TlcAction action) {
        String name = action.name().equals("Action") ? definitionAt(action) : action.name();
        List<String> replaced = config.overrides().entrySet().stream()
                .filter(o -> o.getValue().equals(name)).map(Map.Entry::getKey).toList();
        return replaced.isEmpty() ? List.of(name) : replaced;
    }

    private String definitionAt(TlcAction action) {
        List<String> lines = lines(action.module());
        for (int i = Math.min(action.line(), lines.size()); i > 0; i--) {
            Matcher definition = DEFINITION.matcher(lines.get(i - 1));
            if (definition.matches()) return definition.group(1);
        }
        return action.name();
    }

    private String source(Fact fact) {
        List<String> lines = lines(fact.module());
        if (lines.size() < fact.endLine()) return "?";
        StringBuilder text = new StringBuilder();
        for (int i = fact.line(); i <= fact.endLine(); i++) {
            String line = lines.get(i - 1);
            text.append(line, i == fact.line() ? fact.column() - 1 : 0, i == fact.endLine() ? fact.endColumn() : line.length())
                    .append(' ');
        }
        return text.toString().strip().replaceAll("\\s+", " ");
    }

    private List<String> lines(String module) {
        try {
            for (Path folder : model.library()) {
                Path file = folder.resolve(module + ".tla");
                if (Files.exists(file)) return Files.readAllLines(file);
            }
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
