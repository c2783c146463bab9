package io.lockstep.channel;

import java.time.Duration;

/** The send-only view of a channel. */
record SendOnly<T>(Channel<T> channel) implements Sender<T> {

    @Override
    public void send(T value) throws InterruptedException {
        channel.send(value);
    }

    @Override
    public boolean send(T value, Duration timeout) throws InterruptedException {
        return channel.send(value, timeout);
    }

    @Override
    public boolean trySend(T value) {
        return channel.trySend(value);
    }

    @Override
    public void close() {
        channel.close();
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
        return "send-only " + channel;
    }
}
