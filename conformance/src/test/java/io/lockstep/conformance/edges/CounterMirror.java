package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Label;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A right implementation of the toy specification Counter, with its mirror; faults override its methods. */
class CounterMirror implements Mirror {

    static final int MAX = 2;

    int n;
    Map<String, Map<String, Object>> tasks;

    @Override
    public void reset() {
        n = 0;
        tasks = new LinkedHashMap<>();
        for (String task : List.of("t1", "t2")) tasks.put(task, Map.of("pc", "idle"));
    }

    @Override
    public Label command(Label step) {
        String task = step.args().get(0);
        return switch (step.action()) {
            case "Call" -> step;
            case "Return" -> Label.of("Return", task);
            default -> Label.of("Section", task);
        };
    }

    @Override
    public Label perform(Label command) {
        String task = command.args().get(0);
        Map<String, Object> state = tasks.get(task);
        return switch (command.action()) {
            case "Call" -> state.get("pc").equals("idle") ? call(task, command.args().get(1)) : null;
            case "Return" -> state.get("pc").equals("done") ? end(task, (String) state.get("res")) : null;
            default -> state.get("pc").equals("called") ? section(task, (String) state.get("op")) : null;
        };
    }

    Label call(String task, String op) {
        tasks.put(task, Map.of("pc", "called", "op", op));
        return Label.of("Call", task, op);
    }

    Label section(String task, String op) {
        if (op.equals("inc")) return n < MAX ? finish("Inc", task, 1, "ok") : finish("Full", task, 0, "full");
        return n > 0 ? finish("Dec", task, -1, "ok") : finish("Empty", task, 0, "empty");
    }

    Label finish(String action, String task, int by, String result) {
        n += by;
        tasks.put(task, Map.of("pc", "done", "res", result));
        return Label.of(action, task);
    }

    Label end(String task, String result) {
        tasks.put(task, Map.of("pc", "idle"));
        return Label.of("Return", task, result);
    }

    @Override
    public Map<String, Object> abstraction() {
        return Map.of("n", n, "task", tasks);
    }
}
