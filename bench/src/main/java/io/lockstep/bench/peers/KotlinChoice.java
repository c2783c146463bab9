package io.lockstep.bench.peers;

import java.util.ArrayList;
import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import kotlinx.coroutines.channels.BufferOverflow;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.ChannelKt;
import kotlinx.coroutines.selects.SelectBuilder;
import kotlinx.coroutines.selects.SelectKt;

/** Channels of kotlinx.coroutines and its select. */
final class KotlinChoice implements Choice {
    private final List<Channel<Integer>> channels = new ArrayList<>();
    private final Function1<SelectBuilder<? super Integer>, Unit> clauses;

    KotlinChoice(int count, int capacity) {
        for (int i = 0; i < count; i++) channels.add(ChannelKt.Channel(capacity, BufferOverflow.SUSPEND, null));
        clauses = builder -> {
            for (Channel<Integer> channel : channels) {
                builder.invoke(channel.getOnReceive(), (Integer value, Continuation<? super Integer> then) -> value);
            }
            return Unit.INSTANCE;
        };
    }

    @Override
    public void send(int channel, Integer value) {
        Suspended<Unit> call = new Suspended<>();
        call.result(channels.get(channel).send(value, call));
    }

    @Override
    public Integer select() {
        Suspended<Integer> call = new Suspended<>();
        return (Integer) call.result(SelectKt.select(clauses, call));
    }
}
