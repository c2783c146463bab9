package io.lockstep.conformance.oracle.tlc;

import io.lockstep.conformance.oracle.Label;

import java.util.List;
import java.util.Map;

/**
 * A loaded specification, as seen from outside its class loader: JDK classes and labels only. States
 * are opaque objects that only the machine that made them understands. For one thread at a time.
 */
public interface Machine {

    /**
     * The instances of actions that the next-state relation consists of. Several may share a label.
     *
     * @return their labels; the position of an instance is its number
     */
    List<Label> labels();

    /**
     * The same instances in the specification's notation, in which strings have their quotes.
     *
     * @return for example {@code SendBuffer("t1", 1)}; as many as {@link #labels()}, in the same order
     */
    List<String> notations();

    /**
     * The model's constants in Java form, without those that are operators.
     *
     * @return their values by name
     */
    Map<String, Object> constants();

    /**
     * Generates the initial states.
     *
     * @return the states, duplicates included
     */
    Generated initial();

    /**
     * Generates the successors by one instance of an action.
     *
     * @param state  the state to step from
     * @param action the instance's number in {@link #labels()}
     * @return the states, duplicates included
     */
    Generated successors(Object state, int action);

    /**
     * Identifies a state, without regard to the model's symmetry or view.
     *
     * @param state the state
     * @return TLC's 64-bit fingerprint
     */
    long fingerprint(Object state);

    /**
     * A state in Java form.
     *
     * @param state the state
     * @return its variables by name
     */
    Map<String, Object> variables(Object state);

    /**
     * A state as TLC prints it.
     *
     * @param state the state
     * @return a conjunct per variable
     */
    String text(Object state);

    /**
     * Evaluates the model's invariants.
     *
     * @param state the state to judge
     * @return the names of those that are false there
     */
    List<String> violated(Object state);

    /**
     * What an evaluation produced.
     *
     * @param states   the states inside the model
     * @param excluded how many more were generated, but lie outside of the model's constraints
     */
    record Generated(List<Object> states, int excluded) {
    }
}
