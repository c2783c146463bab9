package io.lockstep.bench.peers;

/** A channel of some library, as far as they all agree: what is sent is received once, in order. */
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
}
