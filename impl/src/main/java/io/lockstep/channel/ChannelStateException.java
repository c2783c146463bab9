package io.lockstep.channel;

/**
 * An operation that the state of the channel forbids: a mistake of the program, where Go panics.
 */
public abstract sealed class ChannelStateException extends IllegalStateException
        permits SendOnClosedChannelException, CloseOfClosedChannelException, CloseOfNilChannelException {
    private static final long serialVersionUID = 1L;

    ChannelStateException(String message) {
        super(message);
    }
}
