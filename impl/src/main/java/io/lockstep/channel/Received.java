package io.lockstep.channel;

/**
 * What a receive that may come back without a value has found; made for {@code switch}.
 *
 * {@snippet :
 * switch (jobs.tryReceive()) {
 *     case Received.Value<Job>(var job) -> run(job);
 *     case Received.Closed<Job> closed -> stop();
 *     case Received.NotReady<Job> notReady -> doSomethingElse();
 * }
 * }
 *
 * @param <T> the type of the values
 */
public sealed interface Received<T> {

    /**
     * A value.
     *
     * @param <T>   its type
     * @param value never null
     */
    record Value<T>(T value) implements Received<T> {
    }

    /**
     * The channel is closed and drained: no value will ever come.
     *
     * @param <T> the type of the values
     */
    record Closed<T>() implements Received<T> {
        private static final Closed<?> INSTANCE = new Closed<>();
    }

    /**
     * No value was there, or none came in time.
     *
     * @param <T> the type of the values
     */
    record NotReady<T>() implements Received<T> {
        private static final NotReady<?> INSTANCE = new NotReady<>();
    }

    /**
     * The value, if this is one.
     *
     * @return the value, or null
     */
    default T orNull() {
        return this instanceof Value<T> v ? v.value() : null;
    }

    /**
     * Whether the channel was found closed and drained.
     *
     * @return true if no value will ever come
     */
    default boolean isClosed() {
        return this instanceof Closed;
    }

    /**
     * The one {@link Closed}.
     *
     * @param <T> the type of the values
     * @return always the same object
     */
    @SuppressWarnings("unchecked") // holds no T
    static <T> Received<T> closed() {
        return (Received<T>) Closed.INSTANCE;
    }

    /**
     * The one {@link NotReady}.
     *
     * @param <T> the type of the values
     * @return always the same object
     */
    @SuppressWarnings("unchecked") // holds no T
    static <T> Received<T> notReady() {
        return (Received<T>) NotReady.INSTANCE;
    }
}
