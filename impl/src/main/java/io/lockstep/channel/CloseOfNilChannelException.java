package io.lockstep.channel;

/** The nil channel was to be closed. */
public final class CloseOfNilChannelException extends ChannelStateException {
    private static final long serialVersionUID = 1L;

    CloseOfNilChannelException() {
        super("close of nil channel: it is never open; close the channel that was meant instead");
    }
}
