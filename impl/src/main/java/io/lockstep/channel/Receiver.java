package io.lockstep.channel;

import java.time.Duration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The receiving side of a {@link Channel}; {@code <-chan T} in Go.
 *
 * @param <T> the type of the values
 */
public sealed interface Receiver<T> extends Iterable<T> permits Channel, ReceiveOnly {

    /**
     * Receives a value, waiting as long as it takes for one.
     *
     * @return the value, or null if the channel is closed and drained
     * @throws InterruptedException if the thread was interrupted before a value came; then none has
     *                              been received
     */
    T receive() throws InterruptedException;

    /**
     * Receives a value, waiting for one at most for a while.
     *
     * @param timeout how long to wait; if not positive, as {@link #tryReceive}
     * @return the value, {@code Closed}, or {@code NotReady} if the time ran out
     * @throws InterruptedException if the thread was interrupted before a value came; then none has
     *                              been received
     */
    Received<T> receive(Duration timeout) throws InterruptedException;

    /**
     * Receives a value if there is one at this moment.
     *
     * @return the value, {@code Closed} if the channel is closed and drained, or {@code NotReady}
     */
    Received<T> tryReceive();

    /**
     * The number of values in the buffer at some moment of the call. Senders that wait do not count.
     *
     * @return 0 … {@link #cap()}
     */
    int len();

    /**
     * The capacity of the buffer.
     *
     * @return how many values it holds; 0 if the channel is unbuffered or nil
     */
    int cap();

    /**
     * The channel's name.
     *
     * @return the name it was given, else one that is unique in this JVM
     */
    String name();

    /**
     * Receives until the channel is closed and drained; {@code for v := range ch} in Go. Several
     * iterators share the values: each value goes to one of them. {@code hasNext} waits for a value
     * and holds on to it until {@code next} is called.
     *
     * @return an iterator whose methods throw {@link ReceiveInterruptedException} if the thread is
     *         interrupted while it waits
     */
    @Override
    default Iterator<T> iterator() {
        return new ReceivingIterator<>(this);
    }

    /**
     * The values as a stream that ends when the channel is closed and drained.
     *
     * @return a sequential, ordered stream; interrupted as {@link #iterator()} is
     */
    default Stream<T> stream() {
        return StreamSupport.stream(spliterator(), false);
    }

    @Override
    default Spliterator<T> spliterator() {
        return Spliterators.spliteratorUnknownSize(iterator(), Spliterator.ORDERED | Spliterator.NONNULL);
    }
}
