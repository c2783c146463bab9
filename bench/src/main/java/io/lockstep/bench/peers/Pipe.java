package io.lockstep.bench.peers;

/**
 * A channel of some library, as far as they all agree: what is sent is received once, in order. What a
 * library lacks throws {@link UnsupportedOperationException}; {@link Peer} says who has what.
 */
public interface Pipe {

    /**
     * Sends a value, waiting until there is a receiver or room for it.
     *
     * @param value the value
     * @throws InterruptedException if interrupted
     */
    void send(Integer value) throws InterruptedException;

    /**
     * Receives a value, waiting until there is one.
     *
     * @return the value
     * @throws InterruptedException if interrupted
     */
    Integer receive() throws InterruptedException;

    /**
     * Sends a value if a receiver or room is there now.
     *
     * @param value the value
     * @return whether it has been sent
     * @throws InterruptedException never; some libraries declare it
     */
    default boolean trySend(Integer value) throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Receives a value if there is one now.
     *
     * @return the value, or null
     * @throws InterruptedException never; some libraries declare it
     */
    default Integer tryReceive() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /**
     * Receives a value, waiting until there is one or the channel is closed.
     *
     * @return the value, or null
     * @throws InterruptedException if interrupted
     */
    default Integer receiveOrClosed() throws InterruptedException {
        throw new UnsupportedOperationException();
    }

    /** Closes the channel, which releases all who wait to receive. */
    default void close() {
        throw new UnsupportedOperationException();
    }

    /**
     * The channel itself.
     *
     * @return what a user of the library would hold
     */
    Object channel();
}
