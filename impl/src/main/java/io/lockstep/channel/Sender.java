package io.lockstep.channel;

import java.time.Duration;

/**
 * The sending side of a {@link Channel}; {@code chan<- T} in Go. Whoever may send may close.
 *
 * @param <T> the type of the values
 */
public sealed interface Sender<T> permits Channel, SendOnly {

    /**
     * Sends a value, waiting as long as it takes for a receiver or for room.
     *
     * @param value not null
     * @throws InterruptedException         if the thread was interrupted before the value was taken;
     *                                      then it has not been sent
     * @throws SendOnClosedChannelException if the channel is closed, or is closed meanwhile
     */
    void send(T value) throws InterruptedException;

    /**
     * Sends a value, waiting for a receiver or for room at most for a while.
     *
     * @param value   not null
     * @param timeout how long to wait; if not positive, as {@link #trySend}
     * @return whether the value has been sent; false if the time ran out
     * @throws InterruptedException         if the thread was interrupted before the value was taken;
     *                                      then it has not been sent
     * @throws SendOnClosedChannelException if the channel is closed, or is closed meanwhile
     */
    boolean send(T value, Duration timeout) throws InterruptedException;

    /**
     * Sends a value if a receiver waits or there is room at this moment.
     *
     * @param value not null
     * @return whether the value has been sent
     * @throws SendOnClosedChannelException if the channel is closed
     */
    boolean trySend(T value);

    /**
     * Says that no more values will be sent, and releases everybody who waits.
     *
     * @throws CloseOfClosedChannelException if it has been closed before
     * @throws CloseOfNilChannelException    if it is the nil channel
     */
    void close();

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
}
