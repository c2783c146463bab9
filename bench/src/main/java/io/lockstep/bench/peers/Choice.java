package io.lockstep.bench.peers;

/** Some channels, and a select over all of them that is run again and again by one thread. */
public interface Choice {

    /**
     * Sends on one channel.
     *
     * @param channel which
     * @param value   the value
     * @throws InterruptedException if interrupted
     */
    void send(int channel, Integer value) throws InterruptedException;

    /**
     * Receives from whichever channel is ready first.
     *
     * @return the value
     * @throws InterruptedException if interrupted
     */
    Integer select() throws InterruptedException;
}
