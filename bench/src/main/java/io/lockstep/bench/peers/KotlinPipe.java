package io.lockstep.bench.peers;

import kotlin.Unit;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;

/** A channel of kotlinx.coroutines. A thread that would be suspended parks until it is resumed. */
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
}
