package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Label;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Something that a task did.
 *
 * @param seq    its place in the order of the trace
 * @param task   who did it
 * @param action the specification's action
 * @param args   what the action needs besides the task
 */
public record Event(long seq, String task, String action, List<String> args) {

    /** The action that begins an operation: visible, its arguments are the task, the operation and its operand. */
    public static final String CALL = "Call";
    /** The action that ends an operation: visible, its arguments are the task and what makes up the result. */
    public static final String RETURN = "Return";
    /** The action by which a task that another one has completed goes on with its outcome. */
    public static final String RESUME = "Resume";

    /** Copies the arguments, so that an event never changes. */
    public Event {
        args = List.copyOf(args);
    }

    /**
     * What the specification calls it.
     *
     * @return the action with the task and the other arguments
     */
    public Label label() {
        return new Label(action, Stream.concat(Stream.of(task), args.stream()).toList());
    }

    /**
     * Whether a user of the primitive sees it.
     *
     * @return true for calls and returns
     */
    public boolean isVisible() {
        return isCall() || isReturn();
    }

    /**
     * Whether it begins an operation.
     *
     * @return true for a call
     */
    public boolean isCall() {
        return action.equals(CALL);
    }

    /**
     * Whether it ends an operation.
     *
     * @return true for a return
     */
    public boolean isReturn() {
        return action.equals(RETURN);
    }

    /**
     * The operation that a call begins.
     *
     * @return the first argument
     */
    String operation() {
        return args.isEmpty() ? "" : args.get(0);
    }

    /**
     * The result that a return brings.
     *
     * @return all arguments
     */
    String result() {
        return String.join(" ", args);
    }

    @Override
    public String toString() {
        return seq + " " + Stream.concat(Stream.of(task), args.stream())
                .collect(Collectors.joining(", ", action + "(", ")"));
    }
}
