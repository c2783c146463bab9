package io.lockstep.once;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A value that is computed once, by the first who asks for it: {@code sync.OnceValue} of the Go
 * language.
 *
 * {@snippet :
 * static final OnceValue<Config> CONFIG = OnceValue.of(Config::load);
 *
 * int port() {
 *     return CONFIG.get().port();
 * }
 * }
 *
 * <p>If the function throws, every call throws the same exception, whose stack trace is that of the
 * first; the function is not run again. It is released before it runs, so that whatever it holds
 * can be collected. The value may be null. Waiting, deadlocks and memory visibility are as for
 * {@link Once}.
 *
 * <p>Specified by {@code specs/once/Once.tla}, as a Once in {@code Memo}; follows Go's
 * {@code sync/oncefunc.go}.
 *
 * @param <T> the type of the value
 */
public final class OnceValue<T> implements Supplier<T> {
    /*
     * `known` repeats the value, unless that is null, so that whoever asks again reads one field. It is
     * written by callers after their call of the Once has returned, and always with the same value;
     * whoever reads it, reads with it what those callers had read (it is volatile).
     */
    private final Once once;
    private final Cell<T> cell;
    private volatile T known;

    private OnceValue(String name, Supplier<? extends T> function) {
        once = new Once(name, true);
        cell = new Cell<>(Objects.requireNonNull(function, "function"));
    }

    /**
     * A value that has not been computed.
     *
     * @param <T>      the type of the value
     * @param function computes it
     * @return to be asked for the value by anybody
     */
    public static <T> OnceValue<T> of(Supplier<? extends T> function) {
        return new OnceValue<>(null, function);
    }

    /**
     * A {@linkplain #of(Supplier) value that has not been computed}, with a name for messages and dumps.
     *
     * @param <T>      the type of the value
     * @param name     shown wherever it is
     * @param function computes it
     * @return to be asked for the value by anybody
     */
    public static <T> OnceValue<T> of(String name, Supplier<? extends T> function) {
        return new OnceValue<>(Objects.requireNonNull(name, "name"), function);
    }

    /**
     * The value; the first call computes it. Blocks, uninterruptibly, while another thread does so.
     *
     * @return what the function returned
     * @throws OnceDeadlockException if the calling thread would wait for itself
     */
    @Override
    public T get() {
        T again = known;
        if (again != null) {
            once.skipped();
            return again;
        }
        once.run(cell);
        Throwable failure = once.failure();
        if (failure != null) throw Sneaky.<RuntimeException>thrown(failure);
        return known = cell.value;
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
     * The name, and whether the value has been computed: for people, not for programs.
     *
     * @return for instance {@code Once[config, done]}
     */
    @Override
    public String toString() {
        return once.toString();
    }

    /**
     * The function before it runs, and the value after it. Written by the one who runs it, read by
     * others after that.
     */
    private static final class Cell<T> implements Runnable {
        private Supplier<? extends T> function;
        private T value;

        Cell(Supplier<? extends T> function) {
            this.function = function;
        }

        @Override
        public void run() {
            Supplier<? extends T> released = function;
            function = null;
            value = released.get();
        }
    }

    /** Throws whatever the function threw, checked or not, as it was. */
    private static final class Sneaky {
        @SuppressWarnings("unchecked") // erased: nothing is cast at run time
        static <E extends Throwable> E thrown(Throwable failure) throws E {
            throw (E) failure;
        }
    }
}
