package io.lockstep.bench.peers;

import com.softwaremill.jox.Channel;

/** A channel of jox. */
final class JoxPipe implements Pipe {
    private final Channel<Integer> channel;

    JoxPipe(int capacity) {
        channel = capacity == 0 ? Channel.newRendezvousChannel() : Channel.newBufferedChannel(capacity);
    }

    @Override
    public void send(Integer value) throws InterruptedException {
        channel.send(value);
    }

    @Override
    public Integer receive() throws InterruptedException {
        return channel.receive();
    }
}
