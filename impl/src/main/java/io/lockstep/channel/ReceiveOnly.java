package io.lockstep.channel;

import java.time.Duration;

/** The receive-only view of a channel. */
record ReceiveOnly<T>(Channel<T> channel) implements Receiver<T> {

    @Override
    public T receive() throws InterruptedException {
        return channel.receive();
    }

    @Override
    public Received<T> receive(Duration timeout) throws InterruptedException {
        return channel.receive(timeout);
    }

    @Override
    public Received<T> tryReceive() {
        return channel.tryReceive();
    }

    @Override
    public int len() {
        return channel.len();
    }

    @Override
    public int cap() {
        return channel.cap();
    }

    @Override
    public String name() {
        return channel.name();
    }

    @Override
    public String toString() {
        return "receive-only " + channel;
    }
}
