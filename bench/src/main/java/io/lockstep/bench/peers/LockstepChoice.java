package io.lockstep.bench.peers;

import io.lockstep.channel.Channel;
import io.lockstep.select.Select;
import java.util.ArrayList;
import java.util.List;

/** Our channels and our select, built once. */
final class LockstepChoice implements Choice {
    private final List<Channel<Integer>> channels = new ArrayList<>();
    private final Select<Integer> select;

    LockstepChoice(int count, int capacity) {
        Select.Cases<Integer> cases = Select.cases();
        for (int i = 0; i < count; i++) {
            Channel<Integer> channel = Channel.buffered(capacity);
            channels.add(channel);
            cases.receive(channel, value -> value);
        }
        select = cases.build();
    }

    @Override
    public void send(int channel, Integer value) throws InterruptedException {
        channels.get(channel).send(value);
    }

    @Override
    public Integer select() throws InterruptedException {
        return select.run();
    }
}
