package io.lockstep.conformance.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A behaviour that TLC shows as proof of an error.
 *
 * @param steps the states with the actions that led to them; the first has action ""
 * @param end   how it goes on
 * @param back  for a loop: the number of the step that the last one goes back to, else 0
 * @param last  for a loop: the action that goes back, or ""
 */
public record Counterexample(List<Step> steps, End end, int back, String last) {

    /** How a behaviour goes on after its last step. */
    public enum End {
        /** It does not matter: the last step is the error. */
        STOPS,
        /** It goes back to an earlier step, for ever. */
        LOOPS,
        /** Nothing happens any more. */
        STUTTERS
    }

    /**
     * One step.
     *
     * @param action    the action, with its arguments as far as they are known
     * @param variables the variables after the step, as TLC prints them, on one line each
     */
    public record Step(String action, Map<String, String> variables) {

        private static final Pattern CONJUNCT = Pattern.compile("(?m)^(?:/\\\\ )?(\\w+) = ");

        /** @param text a state as TLC prints it: a conjunct per variable */
        static Step of(String action, String text) {
            Map<String, String> variables = new LinkedHashMap<>();
            Matcher conjunct = CONJUNCT.matcher(text);
            String name = null;
            int from = 0;
            while (conjunct.find()) {
                if (name != null) variables.put(name, Value.of(text.substring(from, conjunct.start())).text());
                name = conjunct.group(1);
                from = conjunct.end();
            }
            if (name != null) variables.put(name, Value.of(text.substring(from)).text());
            return new Step(action, variables);
        }
    }

    /**
     * The counterexample with better names for its actions.
     *
     * @param names the names by the number of the step that they start from; others stay
     * @return the same behaviour
     */
    Counterexample named(Map<Integer, String> names) {
        List<Step> renamed = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            renamed.add(new Step(names.getOrDefault(i, steps.get(i).action()), steps.get(i).variables()));
        }
        return new Counterexample(renamed, end, back, names.getOrDefault(steps.size(), last));
    }

    /**
     * The behaviour as numbered steps, each with what it changes.
     *
     * @return lines of text
     */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        int width = String.valueOf(steps.size() + 1).length();
        String indent = " ".repeat(width + 4);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            lines.add(number(i + 1, width) + (i == 0 ? "initial state" : step.action()));
            List<String> changes = i == 0
                    ? step.variables().entrySet().stream().map(v -> v.getKey() + " = " + v.getValue()).toList()
                    : changes(steps.get(i - 1), step);
            if (changes.isEmpty()) lines.add(indent + "(nothing changes)");
            changes.forEach(change -> lines.add(indent + change));
        }
        if (end == End.LOOPS) {
            lines.add(number(steps.size() + 1, width) + "back to step " + back + (last.isEmpty() ? "" : ", by " + last));
        } else if (end == End.STUTTERS) {
            lines.add(number(steps.size() + 1, width) + "stuttering: nothing happens any more");
        }
        return lines;
    }

    private static String number(int n, int width) {
        return String.format("%" + (width + 2) + "d  ", n);
    }

    private static List<String> changes(Step from, Step to) {
        List<String> all = new ArrayList<>();
        to.variables().forEach((name, value) -> {
            String old = from.variables().get(name);
            if (old != null) all.addAll(Value.of(old).changes(name, Value.of(value)));
        });
        return all;
    }
}
