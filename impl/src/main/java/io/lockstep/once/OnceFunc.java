package io.lockstep.once;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A function that runs once, however often it is called: {@code sync.OnceFunc} of the Go language.
 *
 * {@snippet :
 * Runnable close = OnceFunc.of(connection::close);    // may be called by everybody, in any order
 * }
 *
 * <p>Everything else is as for {@link OnceValue}, of which this is the form without a value.
 */
public final class OnceFunc implements Runnable {
    private final OnceValue<Void> once;

    private OnceFunc(OnceValue<Void> once) {
        this.once = once;
    }

    /**
     * A function that has not run.
     *
     * @param function what to run once
     * @return runs it at its first call
     */
    public static OnceFunc of(Runnable function) {
        return new OnceFunc(OnceValue.of(noValue(function)));
    }

    /**
     * A {@linkplain #of(Runnable) function that has not run}, with a name for messages and dumps.
     *
     * @param name     shown wherever it is
     * @param function what to run once
     * @return runs it at its first call
     */
    public static OnceFunc of(String name, Runnable function) {
        return new OnceFunc(OnceValue.of(name, noValue(function)));
    }

    private static Supplier<Void> noValue(Runnable function) {
        Objects.requireNonNull(function, "function");
        return () -> {
            function.run();
            return null;
        };
    }

    /**
     * Runs the function, if this is the first call, and returns after it has ended. Blocks,
     * uninterruptibly, while another thread runs it. Throws whatever the function threw, at every call.
     *
     * @throws OnceDeadlockException if the calling thread would wait for itself
     */
    @Override
    public void run() {
        once.get();
    }

    /**
     * Tells whether the function has ended.
     *
     * @return true for good once a call has returned or thrown what the function threw
     */
    public boolean isDone() {
        return once.isDone();
    }

    /**
     * The name, and whether the function has ended: for people, not for programs.
     *
     * @return for instance {@code Once[close, done]}
     */
    @Override
    public String toString() {
        return once.toString();
    }
}
