package io.lockstep.channel;

/**
 * The thread was interrupted while an iterator or stream waited for a value. The interrupt flag is
 * set again, and no value has been received.
 */
public final class ReceiveInterruptedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ReceiveInterruptedException(String channel, InterruptedException cause) {
        super("interrupted while iterating over " + channel + "; use receive() to handle interrupts", cause);
    }
}
