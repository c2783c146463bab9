package io.lockstep.select;

import io.lockstep.channel.ChannelBox;
import io.lockstep.channel.ChannelBox.Case;
import io.lockstep.conformance.blackbox.Trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Channels of somebody's library, made when they are first named, and the calls of {@link SelectCall} on
 * them. A result is the number of the case that has happened, 0 for none, and what came of it: {@code 1 a}.
 *
 * @param <C> the type of the channels
 */
final class SelectBench<C> implements Trial.Performer {
    /*
     * A call with one case that may block is a plain operation of the channel, so that plain
     * operations and selects meet here, as in the specification.
     */
    private final ChannelBox<C> box;
    private final Duration time;
    private final Map<String, C> channels = new ConcurrentHashMap<>();

    private SelectBench(ChannelBox<C> box, Duration time) {
        this.box = box;
        this.time = time;
    }

    /**
     * Fresh channels.
     *
     * @param box  the library
     * @param time how long timed selects wait
     * @param <C>  the type of the channels
     * @return a bench with channels that are open and empty
     */
    static <C> SelectBench<C> of(ChannelBox<C> box, Duration time) {
        return new SelectBench<>(box, time);
    }

    @Override
    public String perform(String call) {
        return perform(SelectCall.parse(call));
    }

    /**
     * Carries out a call.
     *
     * @param call the call
     * @return its result
     */
    String perform(SelectCall call) {
        if (call.isClose()) return "0 " + box.perform(channel(call.closes()), "close", null, null);
        if (call.isPlain() && !call.mode().equals("timed")) return plain(call.cases().get(0));
        List<Case<C>> cases = new ArrayList<>();
        for (SelectCall.Case one : call.cases()) cases.add(new Case<>(channel(one.channel()), one.value()));
        Duration limit = switch (call.mode()) {
            case "default" -> Duration.ZERO;
            case "timed" -> time;
            default -> null;
        };
        return box.select(cases, limit).toString();
    }

    private String plain(SelectCall.Case only) {
        String outcome = box.perform(channel(only.channel()), only.sends() ? "send" : "recv", only.value(), null);
        return (outcome.equals(ChannelBox.INTERRUPTED) ? 0 : 1) + " " + outcome;
    }

    private C channel(String name) {
        if (name.equals("nil")) return Objects.requireNonNull(box.nil(), "the promise should have required a nil channel");
        return channels.computeIfAbsent(name, n -> box.make(SelectModel.capacity(n)));
    }
}
