package io.lockstep.conformance.schedule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a run as numbered steps, a column for each task. */
final class Story implements Observer {
    private static final int WIDTH = 26;    // characters of a column; the longest step of the channel takes 24

    private final List<String> tasks;       // tasks that are started on the way come last
    private final StringBuilder text = new StringBuilder();
    private int steps;

    Story(List<String> tasks) {
        this.tasks = new ArrayList<>(tasks);
    }

    @Override
    public void saw(String task, String what, Object which) {
        if (!task.isEmpty() && !tasks.contains(task)) tasks.add(task);
        int column = tasks.indexOf(task);
        String operand = which instanceof Collection<?> several
                ? several.stream().map(String::valueOf).collect(Collectors.joining(" ")) : which == null ? "" : which.toString();
        text.append(String.format("%3d  ", ++steps));
        if (column < 0) text.append("-- ");
        else text.append(" ".repeat(column * WIDTH));
        text.append(what).append(operand.isEmpty() ? "" : " " + operand).append(column < 0 ? " --\n" : "\n");
    }

    @Override
    public String toString() {
        return "     " + tasks.stream().map(t -> String.format("%-" + WIDTH + "s", t)).collect(Collectors.joining()).stripTrailing()
                + "\n" + text;
    }
}
