package io.lockstep.channel;

import io.lockstep.conformance.blackbox.Comparison;
import io.lockstep.conformance.blackbox.Peers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;

import static io.lockstep.channel.ChannelBox.CLOSED;
import static io.lockstep.channel.ChannelBox.CLOSE_OF_CLOSED;
import static io.lockstep.channel.ChannelBox.NOT_READY;
import static io.lockstep.channel.ChannelBox.OK;
import static io.lockstep.channel.ChannelBox.SEND_ON_CLOSED;
import static io.lockstep.channel.ChannelBox.SENT;
import static io.lockstep.channel.ChannelBox.TIMED_OUT;

/**
 * Channels side by side: ours, the JDK's queues, and those that are plugged in as services of the type
 * {@link Plugged}.
 */
public final class ChannelPeers implements Peers {

    /** A channel from outside that announces itself as a service. */
    public interface Plugged extends Supplier<ChannelBox<?>> {
    }

    /** For the service loader. */
    public ChannelPeers() {
    }

    @Override
    public String room() {
        return "channel";
    }

    @Override
    public Comparison compare() {
        List<ChannelBox<?>> boxes = new ArrayList<>(List.of(lockstep(), arrayBlockingQueue(), synchronousQueue()));
        boxes.addAll(plugged());
        return compare(boxes);
    }

    /**
     * The channels that are plugged in.
     *
     * @return an adapter for each
     */
    public static List<ChannelBox<?>> plugged() {
        List<ChannelBox<?>> boxes = new ArrayList<>();
        ServiceLoader.load(Plugged.class).forEach(plugged -> boxes.add(plugged.get()));
        return boxes;
    }

    static Comparison compare(Collection<ChannelBox<?>> boxes) {
        Map<String, ChannelBox<?>> peers = new LinkedHashMap<>();
        boxes.forEach(box -> peers.put(box.name(), box));
        return Comparison.of(new ChannelPromises(Long.getLong("lockstep.seed", System.nanoTime())).all(), peers);
    }

    /**
     * Our channel.
     *
     * @return an adapter without select
     */
    public static ChannelBox<Channel<String>> lockstep() {
        return ChannelBox.<Channel<String>>of("Lockstep Channel", Channel::buffered, 0, 1, 2)
                .can("send", (ch, value, time) -> sending(() -> {
                    ch.send(value);
                    return SENT;
                }))
                .can("recv", (ch, value, time) -> or(ch.receive(), CLOSED))
                .can("sendFor", (ch, value, time) -> sending(() -> ch.send(value, time) ? SENT : TIMED_OUT))
                .can("recvFor", (ch, value, time) -> result(ch.receive(time), TIMED_OUT))
                .can("trySend", (ch, value, time) -> sending(() -> ch.trySend(value) ? SENT : NOT_READY))
                .can("tryRecv", (ch, value, time) -> result(ch.tryReceive(), NOT_READY))
                .can("len", (ch, value, time) -> Integer.toString(ch.len()))
                .can("close", (ch, value, time) -> {
                    try {
                        ch.close();
                        return OK;
                    } catch (CloseOfClosedChannelException e) {
                        return CLOSE_OF_CLOSED;
                    }
                });
    }

    /**
     * The queue of the JDK that is most like a buffered channel.
     *
     * @return an adapter; it has no select and no close
     */
    public static ChannelBox<BlockingQueue<String>> arrayBlockingQueue() {
        return queue("ArrayBlockingQueue", ArrayBlockingQueue::new, 1, 2);
    }

    static ChannelBox<BlockingQueue<String>> synchronousQueue() {
        return queue("SynchronousQueue", capacity -> {
            if (capacity != 0) throw new IllegalArgumentException("it has no buffer");
            return new SynchronousQueue<>();
        }, 0);
    }

    private static ChannelBox<BlockingQueue<String>> queue(String name, IntFunction<BlockingQueue<String>> make,
                                                           Integer... capacities) {
        return ChannelBox.of(name, make, capacities)
                .can("send", (queue, value, time) -> {
                    queue.put(value);
                    return SENT;
                })
                .can("recv", (queue, value, time) -> queue.take())
                .can("sendFor", (queue, value, time) ->
                        queue.offer(value, time.toNanos(), TimeUnit.NANOSECONDS) ? SENT : TIMED_OUT)
                .can("recvFor", (queue, value, time) -> or(queue.poll(time.toNanos(), TimeUnit.NANOSECONDS), TIMED_OUT))
                .can("trySend", (queue, value, time) -> queue.offer(value) ? SENT : NOT_READY)
                .can("tryRecv", (queue, value, time) -> or(queue.poll(), NOT_READY))
                .can("len", (queue, value, time) -> Integer.toString(queue.size()));
    }

    private static String or(String value, String otherwise) {
        return value == null ? otherwise : value;
    }

    private static String result(Received<String> received, String otherwise) {
        return received.isClosed() ? CLOSED : or(received.orNull(), otherwise);
    }

    private static String sending(Attempt attempt) throws InterruptedException {
        try {
            return attempt.send();
        } catch (SendOnClosedChannelException e) {
            return SEND_ON_CLOSED;
        }
    }

    @FunctionalInterface
    private interface Attempt {
        String send() throws InterruptedException;
    }
}
