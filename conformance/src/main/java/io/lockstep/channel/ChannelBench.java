package io.lockstep.channel;

import io.lockstep.waiter.Port;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.WaitQueue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A channel's core for rooms that are built on channels: plain operations, its port, and what is inside. */
public final class ChannelBench {

    /** The port of the nil channel. */
    public static final Port NIL = new ChannelPort(Channel.nil());

    private final Channel<Object> channel;
    private final ChannelCore core;

    /**
     * A fresh channel.
     *
     * @param capacity its capacity
     */
    public ChannelBench(int capacity) {
        channel = Channel.buffered(capacity);
        core = channel.core;
    }

    /**
     * How many places there are in a channel's queues, stale ones included. Exact only while nobody uses the channel.
     *
     * @param channel any
     * @return 0 if nobody waits and nothing has been left behind
     */
    public static int queued(Channel<?> channel) {
        return channel.core.senders.size() + channel.core.receivers.size();
    }

    /** The channel itself. @return as users see it */
    public Channel<Object> channel() {
        return channel;
    }

    /** The channel as a select sees it. @return its port */
    public Port port() {
        return new ChannelPort(channel);
    }

    /** A send that may park. @param value what is sent @return as the core answers */
    public Object send(Object value) {
        return woken(core.send(value, true));
    }

    /** A receive that may park. @return as the core answers */
    public Object receive() {
        return woken(core.receive(true));
    }

    /** A close. @return whether it was open */
    public boolean close() {
        boolean closed = core.close();
        woken(null);
        return closed;
    }

    /** Ends a wait. @param sudog who waits @param why the reason @return whether it has ended */
    public boolean withdraw(Sudog sudog, String why) {
        return core.withdraw(sudog, why);
    }

    /** Takes the outcome of a wait. @param sudog who has waited @return the outcome */
    public Object resume(Sudog sudog) {
        return core.resume(sudog);
    }

    /** The buffered values. @return oldest first */
    public List<Object> buffered() {
        return Arrays.asList(core.buffered());
    }

    /** Whether it has been closed. @return true for good */
    public boolean isClosed() {
        return core.isClosed();
    }

    /** Who is queued to send. @return longest waiting first, stale entries included */
    public List<Sudog> senders() {
        return list(core.senders);
    }

    /** Who is queued to receive. @return longest waiting first, stale entries included */
    public List<Sudog> receivers() {
        return list(core.receivers);
    }

    private static List<Sudog> list(WaitQueue queue) {
        List<Sudog> all = new ArrayList<>();
        queue.forEach(all::add);
        return all;
    }

    private Object woken(Object outcome) {
        Sudog.wake(core.takeWoken());
        return outcome;
    }
}
