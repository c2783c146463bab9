package io.lockstep.channel;

/** A channel was to be closed a second time. */
public final class CloseOfClosedChannelException extends ChannelStateException {
    private static final long serialVersionUID = 1L;

    CloseOfClosedChannelException(String channel) {
        super("close of closed channel: " + channel + "; let exactly one owner close it");
    }
}
