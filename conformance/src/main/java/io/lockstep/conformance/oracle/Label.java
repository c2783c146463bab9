package io.lockstep.conformance.oracle;

import java.util.List;

/**
 * What one step of a specification is called: an action with its arguments bound, such as
 * {@code Call(t1, send, a)}.
 *
 * @param action the action's name in the specification
 * @param args   the arguments in the order of the action's parameters: model values by name, strings
 *               without quotes, numbers in digits
 */
public record Label(String action, List<String> args) {

    /** Copies the arguments, so that a label never changes. */
    public Label {
        args = List.copyOf(args);
    }

    /**
     * A label from its parts.
     *
     * @param action the action's name
     * @param args   its arguments, in order
     * @return the label
     */
    public static Label of(String action, String... args) {
        return new Label(action, List.of(args));
    }

    /** As the specification writes it: {@code Close(t1)}, or the bare name of an action without arguments. */
    @Override
    public String toString() {
        return args.isEmpty() ? action : action + "(" + String.join(", ", args) + ")";
    }
}
