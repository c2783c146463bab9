package io.lockstep.bench.peers;

import io.lockstep.channel.Channel;

/** A channel of ours. */
record LockstepPipe(Channel<Integer> channel) implements Pipe {

    static Pipe open(int capacity) {
        return new LockstepPipe(Channel.buffered(capacity));
    }

    @Override
    public void send(Integer value) throws InterruptedException {
        channel.send(value);
    }

    @Override
    public Integer receive() throws InterruptedException {
        return channel.receive();
    }

    @Override
    public boolean trySend(Integer value) {
        return channel.trySend(value);
    }

    @Override
    public Integer tryReceive() {
        return channel.tryReceive().orNull();
    }

    @Override
    public Integer receiveOrClosed() throws InterruptedException {
        return channel.receive();
    }

    @Override
    public void close() {
        channel.close();
    }
}
