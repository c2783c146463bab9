package io.lockstep.bench.peers;

import java.util.List;
import kotlin.Unit;
import kotlin.coroutines.Continuation;
import kotlin.jvm.functions.Function1;
import kotlin.jvm.functions.Function2;
import kotlinx.coroutines.channels.Channel;
import kotlinx.coroutines.channels.SendChannel;
import kotlinx.coroutines.selects.OnTimeoutKt;
import kotlinx.coroutines.selects.SelectBuilder;
import kotlinx.coroutines.selects.SelectKt;

/** A select of kotlinx.coroutines. Its default is a timeout of zero, which happens if nothing is ready. */
final class KotlinChoice implements Choice {
    private static final Function2<Integer, Continuation<? super Integer>, Object> RECEIVED = (value, then) -> value;
    private static final Function2<SendChannel<? super Integer>, Continuation<? super Integer>, Object> DELIVERED =
            (channel, then) -> SENT;
    private static final Function1<Continuation<? super Integer>, Object> OTHERWISE = then -> NOTHING;

    private final Function1<SelectBuilder<? super Integer>, Unit> clauses;

    KotlinChoice(List<Case> cases, boolean otherwise) {
        clauses = builder -> {
            for (Case c : cases) {
                Channel<Integer> channel = ((KotlinPipe) c.pipe()).channel();
                if (c.sends()) builder.invoke(channel.getOnSend(), c.value(), DELIVERED);
                else builder.invoke(channel.getOnReceive(), RECEIVED);
            }
            if (otherwise) OnTimeoutKt.onTimeout(builder, 0, OTHERWISE);
            return Unit.INSTANCE;
        };
    }

    @Override
    public Integer run() {
        Suspended<Integer> call = new Suspended<>();
        return (Integer) call.result(SelectKt.select(clauses, call));
    }
}
