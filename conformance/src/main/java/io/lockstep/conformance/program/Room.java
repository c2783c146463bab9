package io.lockstep.conformance.program;

import java.util.List;

/**
 * What a primitive tells the rig so that programs can be run on it and judged: how to make one, how to
 * carry out an operation, and which model of its specification says what may happen.
 */
public interface Room {

    /**
     * The room's name, which is also its folder under {@code specs/}.
     *
     * @return for example {@code channel}
     */
    String name();

    /**
     * The model that runs are judged by.
     *
     * @param tasks how many tasks the programs have
     * @return the model, with task names {@code t1}, {@code t2}, … as strings
     */
    Model model(int tasks);

    /**
     * A fresh primitive in its initial state.
     *
     * @return the primitive
     */
    Subject create();

    /**
     * What the specification's {@code Call} is told of an operation, after the task.
     *
     * @param op the operation
     * @return for example {@code send, a}
     */
    List<String> call(Op op);

    /**
     * What the specification's {@code Return} is told of a result, after the task.
     *
     * @param result what {@link Subject#perform} has returned
     * @return the result itself, unless the room says otherwise
     */
    default List<String> returned(String result) {
        return List.of(result);
    }

    /**
     * What the specification calls the events that the primitive reports.
     *
     * @return the same as the primitive, unless the room says otherwise
     */
    default Labelling labelling() {
        return Labelling.PLAIN;
    }

    /** A primitive that operations are carried out on. */
    @FunctionalInterface
    interface Subject extends AutoCloseable {

        /**
         * Carries out an operation in the calling thread.
         *
         * @param op the operation
         * @return its result, for {@link Room#returned}
         */
        String perform(Op op);

        /** Ends whatever the primitive has started and the program has not; returns when that has ended. */
        @Override
        default void close() {
        }
    }
}
