package io.lockstep.bench.peers;

import kotlin.Unit;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelIterator;
import kotlinx.coroutines.channels.ChannelKt;

/**
 * A channel of kotlinx.coroutines. A thread that would be suspended parks until it is resumed. The try
 * forms go by their old names, because the new ones cannot be written in Java; they do the same.
 */
final class KotlinPipe implements Pipe {
    private final Channel<Integer> channel;

    KotlinPipe(int capacity) {
        channel = ChannelKt.Channel(capacity, BufferOverflow.SUSPEND, null);
    }

    @Override
    public void send(Integer value) {
        Suspended<Unit> call = new Suspended<>();
        call.result(channel.send(value, call));
    }

    @Override
    public Integer receive() {
        Suspended<Integer> call = new Suspended<>();
        return (Integer) call.result(channel.receive(call));
    }

    @Override
    @SuppressWarnings("deprecation") // see above
    public boolean trySend(Integer value) {
        return channel.offer(value);
    }

    @Override
    @SuppressWarnings("deprecation") // see above
    public Integer tryReceive() {
        return channel.poll();
    }

    @Override
    public Integer receiveOrClosed() {
        ChannelIterator<Integer> next = channel.iterator();
        Suspended<Boolean> call = new Suspended<>();
        return (Boolean) call.result(next.hasNext(call)) ? next.next() : null;
    }

    @Override
    public void close() {
        channel.close(null);
    }

    @Override
    public Channel<Integer> channel() {
        return channel;
    }
}
