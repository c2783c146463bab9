package io.lockstep.channel;

/** A value was to be sent on a channel that is closed, or was closed while the sender waited. */
public final class SendOnClosedChannelException extends ChannelStateException {
    private static final long serialVersionUID = 1L;

    SendOnClosedChannelException(String channel) {
        super("send on closed channel: " + channel + "; close it only after the last send has returned, from the one place that knows");
    }
}
