package io.lockstep.channel;

import com.softwaremill.jox.ChannelClosed;
import com.softwaremill.jox.Select;
import com.softwaremill.jox.SelectClause;
import io.lockstep.channel.ChannelBox.Case;
import io.lockstep.channel.ChannelBox.Chosen;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static com.softwaremill.jox.Select.defaultClause;
import static io.lockstep.channel.ChannelBox.CLOSED;
import static io.lockstep.channel.ChannelBox.CLOSE_OF_CLOSED;
import static io.lockstep.channel.ChannelBox.DEFAULT;
import static io.lockstep.channel.ChannelBox.NOT_READY;
import static io.lockstep.channel.ChannelBox.OK;
import static io.lockstep.channel.ChannelBox.SEND_ON_CLOSED;
import static io.lockstep.channel.ChannelBox.SENT;
import static io.lockstep.channel.ChannelBox.TIMED_OUT;

/** The channel of jox and its select; its try and timed forms are selects, too. */
public final class JoxChannel implements ChannelPeers.Plugged {

    /** For the service loader. */
    public JoxChannel() {
    }

    @Override
    public ChannelBox<?> get() {
        return ChannelBox.<com.softwaremill.jox.Channel<String>>of("jox Channel", JoxChannel::make, 0, 1, 2)
                .can("send", (ch, value, time) -> ch.sendOrClosed(value) == null ? SENT : SEND_ON_CLOSED)
                .can("recv", (ch, value, time) -> received(ch.receiveOrClosed()))
                .can("sendFor", (ch, value, time) -> sent(Select.selectOrClosedWithin(time, TIMED_OUT, ch.sendClause(value, () -> SENT))))
                .can("recvFor", (ch, value, time) -> received(Select.selectOrClosedWithin(time, TIMED_OUT, ch.receiveClause())))
                .can("trySend", (ch, value, time) -> sent(Select.selectOrClosed(ch.sendClause(value, () -> SENT), defaultClause(NOT_READY))))
                .can("tryRecv", (ch, value, time) -> received(Select.selectOrClosed(ch.receiveClause(), defaultClause(NOT_READY))))
                .can("close", (ch, value, time) -> ch.doneOrClosed() instanceof ChannelClosed ? CLOSE_OF_CLOSED : OK)
                .selects(JoxChannel::select);
    }

    private static Chosen select(List<Case<com.softwaremill.jox.Channel<String>>> cases, Duration time) throws InterruptedException {
        List<SelectClause<Chosen>> clauses = new ArrayList<>();
        for (Case<com.softwaremill.jox.Channel<String>> one : cases) {
            int at = clauses.size() + 1;
            clauses.add(one.sends() ? one.channel().sendClause(one.value(), () -> new Chosen(at, SENT))
                    : one.channel().receiveClause(value -> new Chosen(at, value)));
        }
        if (time != null && time.isZero()) clauses.add(defaultClause(new Chosen(0, DEFAULT)));
        @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can only be made raw
        SelectClause<Chosen>[] all = clauses.toArray(new SelectClause[0]);
        Object outcome = time == null || time.isZero() ? Select.selectOrClosed(all)
                : Select.selectOrClosedWithin(time, new Chosen(0, TIMED_OUT), all);
        return outcome instanceof ChannelClosed closed ? closed(cases, closed) : (Chosen) outcome;
    }

    private static Chosen closed(List<Case<com.softwaremill.jox.Channel<String>>> cases, ChannelClosed closed) {
        int at = 0;
        while (cases.get(at).channel() != closed.channel()) at++;
        return new Chosen(at + 1, cases.get(at).sends() ? SEND_ON_CLOSED : CLOSED);
    }

    private static com.softwaremill.jox.Channel<String> make(int capacity) {
        return capacity == 0 ? com.softwaremill.jox.Channel.newRendezvousChannel()
                : com.softwaremill.jox.Channel.newBufferedChannel(capacity);
    }

    private static String sent(Object outcome) {
        return outcome instanceof ChannelClosed ? SEND_ON_CLOSED : (String) outcome;
    }

    private static String received(Object outcome) {
        return outcome instanceof ChannelClosed ? CLOSED : (String) outcome;
    }
}
