package io.lockstep.bench.peers;

import com.softwaremill.jox.Channel;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;
import java.util.ArrayList;
import java.util.List;

/** Channels of jox and its select, whose clauses are made once. */
final class JoxChoice implements Choice {
    private final List<Channel<Integer>> channels = new ArrayList<>();
    private final SelectClause<?>[] clauses;

    JoxChoice(int count, int capacity) {
        for (int i = 0; i < count; i++) {
            channels.add(capacity == 0 ? Channel.newRendezvousChannel() : Channel.newBufferedChannel(capacity));
        }
        clauses = channels.stream().map(Channel::receiveClause).toArray(SelectClause<?>[]::new);
    }

    @Override
    public void send(int channel, Integer value) throws InterruptedException {
        channels.get(channel).send(value);
    }

    @Override
    public Integer select() throws InterruptedException {
        return (Integer) Select.select(clauses);
    }
}
