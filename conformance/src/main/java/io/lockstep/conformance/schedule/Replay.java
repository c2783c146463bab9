package io.lockstep.conformance.schedule;

import io.lockstep.conformance.program.Program;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * One schedule of one program, as a line:
 * {@code cap=0 | t1: send(a) | t2: recv | schedule 0,1,1,2}.
 *
 * @param setting what the primitive is like; its part of the line may be missing
 * @param program what the tasks do
 * @param choices the option taken at each choice; past the end it is always 0
 */
public record Replay(Setting setting, Program program, int... choices) {
    private static final String SCHEDULE = "schedule";

    /**
     * Reads a line.
     *
     * @param line as {@link #toString()} prints it
     * @return the schedule
     * @throws IllegalArgumentException if the line is something else
     */
    public static Replay parse(String line) {
        int bar = line.lastIndexOf('|');
        String last = line.substring(bar + 1).strip();
        if (bar < 0 || !last.matches(SCHEDULE + "(\\s+\\d{1,9}(\\s*,\\s*\\d{1,9})*)?")) {
            throw new IllegalArgumentException("\"" + last + "\" is not a schedule; expected a line such as:"
                    + " cap=0 | t1: send(a) | t2: recv | schedule 0,1,1,2");
        }
        String numbers = last.substring(SCHEDULE.length()).strip();
        int[] choices = numbers.isEmpty() ? new int[0]
                : Arrays.stream(numbers.split("\\s*,\\s*")).mapToInt(Integer::parseInt).toArray();
        String rest = line.substring(0, bar);
        int first = rest.indexOf('|');
        String start = first < 0 ? rest : rest.substring(0, first);
        boolean bare = start.contains(":");
        return new Replay(bare ? Setting.NONE : Setting.parse(start),
                Program.parse(bare ? rest : rest.substring(start.length())), choices);
    }

    /** The strategy that makes these choices. @return fit for one run */
    public Strategy strategy() {
        return new Given(choices);
    }

    @Override
    public String toString() {
        int length = choices.length;
        while (length > 0 && choices[length - 1] == 0) length--;
        String list = Arrays.stream(choices, 0, length).mapToObj(String::valueOf).collect(Collectors.joining(","));
        String start = setting.values().isEmpty() ? "" : setting + " | ";
        return (start + program.toLine() + " | " + SCHEDULE + " " + list).stripTrailing();
    }
}
