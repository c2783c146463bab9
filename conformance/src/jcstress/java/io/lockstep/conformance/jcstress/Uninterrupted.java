package io.lockstep.conformance.jcstress;

/** Calls of blocking operations in tests, where nobody interrupts. */
public final class Uninterrupted {

    private Uninterrupted() {
    }

    /**
     * An operation that blocks.
     *
     * @param <T> what it returns
     */
    @FunctionalInterface
    public interface Call<T> {

        /**
         * Carries it out.
         *
         * @return its result
         * @throws InterruptedException if the thread is interrupted
         */
        T run() throws InterruptedException;
    }

    /**
     * Carries out an operation.
     *
     * @param <T>  what it returns
     * @param call the operation
     * @return its result
     */
    public static <T> T get(Call<T> call) {
        try {
            return call.run();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts", e);
        }
    }
}
