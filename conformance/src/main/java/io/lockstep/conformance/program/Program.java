package io.lockstep.conformance.program;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What each task does, one operation after the other. The tasks are called t1, t2, …
 *
 * @param tasks the operations of each task
 */
public record Program(List<List<Op>> tasks) {

    private static final Pattern TASK = Pattern.compile("\\s*t(\\d+)\\s*:(.*)");

    /** Copies the lists, so that a program never changes. */
    public Program {
        tasks = tasks.stream().map(List::copyOf).toList();
    }

    /**
     * Reads what {@link #toString()} prints: a line for each task, such as {@code t1: send(a); recv}.
     * Instead of line breaks there may be bars, so that a program fits one line.
     *
     * @param text the program
     * @return the program
     * @throws IllegalArgumentException if the text is not a program
     */
    public static Program parse(String text) {
        List<List<Op>> tasks = new ArrayList<>();
        for (String line : text.split("[|\\n]")) {
            if (line.isBlank()) continue;
            Matcher task = TASK.matcher(line);
            if (!task.matches() || Integer.parseInt(task.group(1)) != tasks.size() + 1) {
                throw new IllegalArgumentException("\"" + line.strip() + "\" is not task " + (tasks.size() + 1)
                        + " of a program; expected: " + name(tasks.size()) + ": send(a); recv");
            }
            List<Op> ops = new ArrayList<>();
            for (String op : task.group(2).split(";")) {
                if (!op.isBlank()) ops.add(Op.parse(op));
            }
            tasks.add(ops);
        }
        return new Program(tasks);
    }

    /**
     * The name of a task.
     *
     * @param index its position, from 0
     * @return {@code t1} for 0, and so on
     */
    public static String name(int index) {
        return "t" + (index + 1);
    }

    /**
     * The names of the first tasks.
     *
     * @param count how many
     * @return t1, t2, …
     */
    public static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(Program::name).toList();
    }

    /**
     * The names of all tasks, in order.
     *
     * @return t1, t2, …
     */
    public List<String> names() {
        return names(tasks.size());
    }

    /**
     * Tells whether the tasks do nothing but interrupt one another, so that nothing is to be seen of them.
     *
     * @return true if so
     */
    public boolean isSilent() {
        return tasks.stream().flatMap(List::stream).allMatch(op -> op.name().equals(Op.INTERRUPT));
    }

    /**
     * How many operations the tasks do together.
     *
     * @return their number
     */
    public int size() {
        return tasks.stream().mapToInt(List::size).sum();
    }

    /**
     * On one line, for commands and messages that replay the program.
     *
     * @return the tasks separated by bars
     */
    public String toLine() {
        return toString().replace("\n", " | ");
    }

    @Override
    public String toString() {
        return IntStream.range(0, tasks.size())
                .mapToObj(i -> name(i) + ": " + tasks.get(i).stream().map(Op::toString).collect(Collectors.joining("; ")))
                .map(String::stripTrailing)
                .collect(Collectors.joining("\n"));
    }
}
