package io.lockstep.conformance.edges;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Where core and model part. */
final class Divergence {

    private static final int FRAMES = 8;

    private final String what;
    private final List<String> details;

    /** @param what what the core did, and what the model does */
    Divergence(String what) {
        this(what, List.of());
    }

    /** @param thrown shown with the innermost frames of its stack */
    Divergence(String what, Throwable thrown) {
        this(what, List.of(thrown.getStackTrace()).stream().limit(FRAMES).map(frame -> "  at " + frame).toList());
    }

    /** The two states are shown where they differ. */
    Divergence(String what, Map<String, Object> expected, Map<String, Object> actual) {
        this(what, differences(expected, actual));
    }

    private Divergence(String what, List<String> details) {
        this.what = what;
        this.details = details;
    }

    /** The whole message. @param done the steps before, from the initial state on */
    String after(List<Move> done) {
        List<String> lines = new ArrayList<>();
        lines.add(done.isEmpty() ? "In the initial state" : "After " + done.size() + " steps from the initial state");
        for (int i = 0; i < done.size(); i++) lines.add(String.format("  %3d  %s", i + 1, done.get(i).label()));
        lines.add(what);
        lines.addAll(details);
        return String.join("\n", lines);
    }

    private static List<String> differences(Map<String, Object> expected, Map<String, Object> actual) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row("", "model", "core"));
        collect("", expected, actual, rows);
        int name = rows.stream().mapToInt(row -> row.name.length()).max().orElse(0);
        int model = rows.stream().mapToInt(row -> row.model.length()).max().orElse(0);
        return rows.stream().map(row -> String.format("  %-" + (name + 2) + "s%-" + (model + 2) + "s%s",
                row.name, row.model, row.core)).toList();
    }

    private static void collect(String prefix, Map<?, ?> expected, Map<?, ?> actual, List<Row> rows) {
        Set<Object> keys = new LinkedHashSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (Object key : keys) {
            Object wanted = expected.get(key);
            Object found = actual.get(key);
            if (Objects.equals(wanted, found)) continue;
            String name = prefix.isEmpty() ? key.toString() : prefix + "[" + key + "]";
            if (wanted instanceof Map<?, ?> w && found instanceof Map<?, ?> f) collect(name, w, f, rows);
            else rows.add(new Row(name, show(wanted), show(found)));
        }
    }

    private static String show(Object value) {
        return switch (value) {
            case null -> "(none)";
            case List<?> list -> list.stream().map(Divergence::show).collect(Collectors.joining(", ", "<<", ">>"));
            case Set<?> set -> set.stream().map(Divergence::show).collect(Collectors.toCollection(TreeSet::new))
                    .stream().collect(Collectors.joining(", ", "{", "}"));
            case Map<?, ?> map -> map.entrySet().stream().map(e -> e.getKey() + " |-> " + show(e.getValue()))
                    .collect(Collectors.joining(", ", "[", "]"));
            default -> value.toString();
        };
    }

    private record Row(String name, String model, String core) {
    }
}
