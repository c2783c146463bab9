package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Label;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Draws an interleaving as text: a column for each task, a line for each event.
 *
 * <pre>
 *  seq  t1             t2
 *    4  ┌ send a
 *    5  │              ┌ recv
 *    6  │ SendPark     │
 *    7  │              └ b        ✗
 * </pre>
 */
final class SequenceDiagram {

    /** Columns between the lanes of two tasks. */
    private static final int GAP = 2;

    private final Map<String, Integer> columns = new TreeMap<>(SequenceDiagram::natural);
    private final List<String> seqs = new ArrayList<>();
    private final List<Label> labels = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();

    /**
     * Adds a line.
     *
     * @param seq  the event's number; empty for a hidden step
     * @param step what happened
     * @param mark set at the end of the line; empty for none
     */
    void add(String seq, Label step, String mark) {
        seqs.add(seq);
        labels.add(step);
        marks.add(mark);
        columns.merge(task(step), text(step).length(), Math::max);
    }

    /**
     * Draws the last lines.
     *
     * @param lines how many, at most
     * @return the drawing
     */
    String draw(int lines) {
        int first = Math.max(0, labels.size() - lines);
        Map<String, Boolean> open = new TreeMap<>();
        columns.keySet().forEach(task -> open.put(task, false));
        for (Label step : labels.subList(0, first)) update(open, step);

        int number = Math.max(3, seqs.stream().mapToInt(String::length).max().orElse(0));
        StringBuilder drawing = new StringBuilder();
        line(drawing, " ".repeat(number - 3) + "seq", task -> task, "");
        if (first > 0) line(drawing, " ".repeat(number - 1) + "…", task -> open.get(task) ? "│" : "", first + " earlier");
        for (int i = first; i < labels.size(); i++) {
            Label step = labels.get(i);
            String seq = " ".repeat(number - seqs.get(i).length()) + seqs.get(i);
            line(drawing, seq, task -> task.equals(task(step)) ? text(step) : open.get(task) ? "│" : "", marks.get(i));
            update(open, step);
        }
        return drawing.toString();
    }

    private void line(StringBuilder drawing, String seq, java.util.function.UnaryOperator<String> cell, String mark) {
        StringBuilder line = new StringBuilder(seq);
        columns.forEach((task, width) -> {
            String text = cell.apply(task);
            line.append(" ".repeat(GAP)).append(text)
                    .append(" ".repeat(Math.max(0, Math.max(width, task.length()) - text.length())));
        });
        drawing.append((line + " ".repeat(GAP) + mark).stripTrailing()).append('\n');
    }

    private static void update(Map<String, Boolean> open, Label step) {
        if (step.action().equals(Event.CALL)) open.put(task(step), true);
        if (step.action().equals(Event.RETURN)) open.put(task(step), false);
    }

    private static String task(Label step) {
        return step.args().isEmpty() ? "" : step.args().get(0);
    }

    private static String text(Label step) {
        String args = step.args().isEmpty() ? "" : String.join(" ", step.args().subList(1, step.args().size()));
        return switch (step.action()) {
            case Event.CALL -> "┌ " + args;
            case Event.RETURN -> "└ " + args;
            default -> ("│ " + step.action() + " " + args).stripTrailing();
        };
    }

    /* t2 before t10. */
    private static int natural(String one, String other) {
        return one.length() != other.length() ? one.length() - other.length() : one.compareTo(other);
    }
}
