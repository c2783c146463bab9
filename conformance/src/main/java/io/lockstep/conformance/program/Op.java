package io.lockstep.conformance.program;

import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One operation of a program, such as {@code send(a)} or {@code recv}.
 *
 * @param name what is done, in the specification's words
 * @param args its operands, as the room understands them
 */
public record Op(String name, List<String> args) {

    /** Not an operation on the primitive: the task interrupts the task that the only argument names. */
    public static final String INTERRUPT = "interrupt";

    private static final Pattern FORM = Pattern.compile("(\\w+)(?:\\(([^()]*)\\))?");

    /** Copies the arguments, so that an operation never changes. */
    public Op {
        args = List.copyOf(args);
    }

    /**
     * An operation from its parts.
     *
     * @param name what is done
     * @param args its operands
     * @return the operation
     */
    public static Op of(String name, String... args) {
        return new Op(name, List.of(args));
    }

    /**
     * Reads what {@link #toString()} prints.
     *
     * @param text for example {@code sendFor(a, 50us)}
     * @return the operation
     * @throws IllegalArgumentException if the text is not an operation
     */
    public static Op parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("\"" + text.strip() + "\" is not an operation; expected a name, and its"
                    + " operands in parentheses if it has any, as in: send(a)");
        }
        String operands = form.group(2) == null ? "" : form.group(2).strip();
        return new Op(form.group(1), operands.isEmpty() ? List.of() : List.of(operands.split("\\s*,\\s*", -1)));
    }

    /**
     * How long a timed operation may take.
     *
     * @return the last operand, a number of microseconds such as {@code 50us}
     * @throws IllegalArgumentException if that is something else
     */
    public Duration time() {
        String text = args.getLast();
        if (!text.matches("-?\\d+us")) throw new IllegalArgumentException(this + ": expected a time such as 50us");
        return Duration.ofNanos(1_000 * Long.parseLong(text.substring(0, text.length() - 2)));
    }

    /**
     * Whether this is the rig's own {@value #INTERRUPT}.
     *
     * @return true if no primitive is involved
     */
    public boolean isInterrupt() {
        return name.equals(INTERRUPT);
    }

    @Override
    public String toString() {
        return args.isEmpty() ? name : name + "(" + String.join(", ", args) + ")";
    }
}
