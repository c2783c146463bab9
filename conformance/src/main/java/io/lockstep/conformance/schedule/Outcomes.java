package io.lockstep.conformance.schedule;

import io.lockstep.conformance.oracle.Label;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What came out of which operation in all runs so far. */
final class Outcomes {
    // Asked for once, added to millions of times: so labels are kept, and texts made at the end.
    private final Map<String, Set<Label>> seen = new HashMap<>();

    void add(String operation, Label step) {
        seen.computeIfAbsent(operation, o -> new HashSet<>()).add(step);
    }

    /** As texts without the task: {@code send: SendPark}, {@code send = sent}. */
    Set<String> texts() {
        Set<String> texts = new TreeSet<>();
        seen.forEach((operation, steps) -> steps.forEach(step -> texts.add(text(operation, step))));
        return texts;
    }

    private static String text(String operation, Label step) {
        List<String> rest = step.args().subList(1, step.args().size());
        if (step.action().equals(OracleJudge.RETURN)) return operation + " = " + String.join(" ", rest);
        return ((operation == null ? "" : operation + ": ") + step.action() + " " + String.join(" ", rest)).stripTrailing();
    }
}
