package io.lockstep.bench.peers;

/**
 * A case of a select.
 *
 * @param pipe  the channel, of the library whose select it is
 * @param value what is to be sent; null if it is to be received
 */
public record Case(Pipe pipe, Integer value) {

    /**
     * A case that receives.
     *
     * @param pipe where from
     * @return the case
     */
    public static Case receive(Pipe pipe) {
        return new Case(pipe, null);
    }

    /**
     * A case that sends.
     *
     * @param pipe  where to
     * @param value what, the same each time
     * @return the case
     */
    public static Case send(Pipe pipe, Integer value) {
        return new Case(pipe, value);
    }

    boolean sends() {
        return value != null;
    }
}
