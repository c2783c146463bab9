package io.lockstep.bench.peers;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;

/** A channel of jox. It has no try to receive but a select with a default. */
final class JoxPipe implements Pipe {
    private static final SelectClause<Integer> OTHERWISE = Select.defaultClause(Choice.NOTHING);

    private final Channel<Integer> channel;
    private final SelectClause<Integer> receive;

    JoxPipe(int capacity) {
        channel = capacity == 0 ? Channel.newRendezvousChannel() : Channel.newBufferedChannel(capacity);
        receive = channel.receiveClause();
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
    public Integer tryReceive() throws InterruptedException {
        Integer value = Select.<Integer>select(receive, OTHERWISE);
        return value.equals(Choice.NOTHING) ? null : value;
    }

    @Override
    public Integer receiveOrClosed() throws InterruptedException {
        return channel.receiveOrClosed() instanceof Integer value ? value : null;
    }

    @Override
    public void close() {
        channel.done();
    }

    @Override
    public Channel<Integer> channel() {
        return channel;
    }
}
