package io.lockstep.select;

import static io.lockstep.channel.ChannelBox.CLOSED;
import static io.lockstep.channel.ChannelBox.DEFAULT;
import static io.lockstep.channel.ChannelBox.SEND_ON_CLOSED;
import static io.lockstep.channel.ChannelBox.SENT;
import static io.lockstep.channel.ChannelBox.TIMED_OUT;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBox;
import io.lockstep.channel.ChannelBox.Case;
import io.lockstep.channel.ChannelBox.Chosen;
import io.lockstep.channel.ChannelPeers;
import io.lockstep.channel.SendOnClosedChannelException;
import io.lockstep.conformance.blackbox.Comparison;
import io.lockstep.conformance.blackbox.Peers;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Selects side by side: ours, and those of the channels that are plugged in. */
public final class SelectPeers implements Peers {

    /** For the service loader. */
    public SelectPeers() {
    }

    @Override
    public String room() {
        return "select";
    }

    @Override
    public Comparison compare() {
        List<ChannelBox<?>> boxes = new ArrayList<>(List.of(lockstep()));
        boxes.addAll(ChannelPeers.plugged());
        return compare(boxes, false);
    }

    static Comparison compare(Collection<ChannelBox<?>> boxes, boolean brief) {
        Map<String, ChannelBox<?>> peers = new LinkedHashMap<>();
        boxes.forEach(box -> peers.put(box.name(), box));
        return Comparison.of(new SelectPromises(Long.getLong("lockstep.seed", System.nanoTime()), brief).all(), peers);
    }

    static ChannelBox<Channel<String>> lockstep() {
        return ChannelPeers.lockstep().selects(SelectPeers::select).withNil(Channel.nil());
    }

    static Chosen select(List<Case<Channel<String>>> cases, Duration time) throws InterruptedException {
        Select.Cases<Chosen> select = Select.cases();
        for (int i = 0; i < cases.size(); i++) {
            Case<Channel<String>> one = cases.get(i);
            int at = i + 1;
            if (one.sends()) select.send(one.channel(), one.value(), () -> new Chosen(at, SENT));
            else select.receive(one.channel(), value -> new Chosen(at, value == null ? CLOSED : value));
        }
        if (time != null && time.isZero()) select.otherwise(() -> new Chosen(0, DEFAULT));
        else if (time != null) select.after(time, () -> new Chosen(0, TIMED_OUT));
        try {
            return select.run();
        } catch (SendOnClosedChannelException e) {
            return new Chosen(failed(cases, e), SEND_ON_CLOSED);
        }
    }

    /* The exception tells the channel; no call of the promises sends twice on one that may be closed. */
    private static int failed(List<Case<Channel<String>>> cases, SendOnClosedChannelException e) {
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).sends() && e.getMessage().contains(": " + cases.get(i).channel().name() + ";")) return i + 1;
        }
        throw new IllegalStateException("the failed send is none of the cases", e);
    }
}
