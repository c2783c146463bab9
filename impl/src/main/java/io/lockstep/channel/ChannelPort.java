package io.lockstep.channel;

import io.lockstep.waiter.Patience;
import io.lockstep.waiter.Port;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;

/** A channel as a select sees it. */
record ChannelPort(Channel<?> channel) implements Port {

    @Override
    public Section section() {
        return channel.core.capacity == ChannelCore.NIL ? null : channel.section;
    }

    @Override
    public boolean looksReady(boolean sending) {
        return channel.core.looksReady(sending);
    }

    @Override
    public Object give(Object value, Object at) {
        return channel.core.give(value, at);
    }

    @Override
    public Object take(Object at) {
        return channel.core.take(at);
    }

    @Override
    public void enqueue(Sudog sudog, boolean sending) {
        (sending ? channel.core.senders : channel.core.receivers).add(sudog);
    }

    @Override
    public void dequeue(Sudog sudog, boolean sending) {
        (sending ? channel.core.senders : channel.core.receivers).remove(sudog);
    }

    @Override
    public boolean isClosed() {
        return channel.core.isClosed();
    }

    @Override
    public Patience patience() {
        return channel.patience;
    }

    @Override
    public Sudog takeWoken() {
        return channel.core.takeWoken();
    }

    @Override
    public RuntimeException sendOnClosed() {
        return new SendOnClosedChannelException(channel.name());
    }
}
