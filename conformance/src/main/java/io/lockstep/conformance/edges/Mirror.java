package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Label;

import java.util.Map;

/**
 * What a room supplies: its real core, driven without threads, and read as a state of the specification.
 *
 * <p>The driver issues <em>commands</em>. A command says what the environment decides, and no more: which
 * task goes on, what it calls, whether its wait is cut short. Which branch the core then takes, and what an
 * operation returns, is for the core to decide and to report. So a command is usually a step's label without
 * what the core chooses: the command for {@code SendBuffer(t1)} and for {@code SendPark(t1)} is
 * {@code Section(t1)}, that for {@code Return(t1, sent)} is {@code Return(t1)}, and that for
 * {@code Call(t1, send, a)} is the label itself.
 */
public interface Mirror extends AutoCloseable {

    /** Starts anew with a core in its initial state. */
    void reset();

    /**
     * The command that makes the core take a step, if the core is right.
     *
     * @param step a step of the specification, enabled or not
     * @return the command; null if no command of the environment could ever bring it about
     */
    Label command(Label step);

    /**
     * Issues a command.
     *
     * @param command a command, in a state in which the specification may disable it
     * @return the step that the core took, as the core itself reports it; null if the command was refused
     */
    Label perform(Label command);

    /**
     * Whether a command fixes a random draw of the core, so that in a state in which the model disables the
     * step that the command is named after, the core may take another one that the model enables.
     *
     * @param command a command
     * @return false, unless the core draws
     */
    default boolean draws(Label command) {
        return false;
    }

    /**
     * Reads the core, and what the mirror knows of its tasks.
     *
     * @return a value for every variable of the specification, in the form of
     *         {@link io.lockstep.conformance.oracle.State#variables()}
     */
    Map<String, Object> abstraction();

    /** Gives up what the mirror holds, if anything. */
    @Override
    default void close() {
    }
}
