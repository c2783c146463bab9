package io.lockstep.channel;

import io.lockstep.conformance.blackbox.Comparison;
import io.lockstep.conformance.blackbox.Promise;
import io.lockstep.conformance.blackbox.Standing;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import static io.lockstep.channel.ChannelBox.CLOSED;
import static io.lockstep.channel.ChannelBox.INTERRUPTED;
import static io.lockstep.channel.ChannelBox.NOT_READY;
import static io.lockstep.channel.ChannelBox.OK;
import static io.lockstep.channel.ChannelBox.SENT;
import static io.lockstep.channel.ChannelBox.TIMED_OUT;
import static io.lockstep.conformance.blackbox.Standing.Kind.BROKEN;
import static io.lockstep.conformance.blackbox.Standing.Kind.KEPT;
import static io.lockstep.conformance.blackbox.Standing.Kind.NOT_OFFERED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

@DisplayName("Go's promises, put to the test on a channel as a black box:")
class ChannelPeersTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final String FIFO = "send and receive: each value arrives once, in order";
    private static final String TRY = "try: not ready only if it cannot proceed";
    private static final String TIMEOUT = "timeout: nothing is lost, nothing happens late";
    private static final String INTERRUPT = "interrupt: nothing is lost, nothing happens late";
    private static final String CLOSE = "close: atomic for all that run and wait";
    private static final String LEN = "len: right at one moment of the call";
    private static final String ENTRY = "interrupted on entry: nothing happens";
    private static final String SENDERS = "senders are served first come, first served";
    private static final String RECEIVERS = "receivers are served first come, first served";
    private static final String DRAINED = "closed: what is buffered is received, then closed";
    private static final String SEND_CLOSED = "closed: a send fails";
    private static final String CLOSE_CLOSED = "closed: a second close fails";
    private static final String RELEASES = "close releases waiting receivers";
    private static final String FAILS = "close fails waiting senders";
    private static final String NULL = "null is refused at once";
    private static final String NEGATIVE = "a negative capacity is refused";

    private static final ChannelPromises PROMISES = new ChannelPromises(Long.getLong("lockstep.seed", System.nanoTime()));

    @Test
    @DisplayName("ours keeps them all")
    void ours() {
        for (Promise<ChannelBox<?>> promise : PROMISES.all()) {
            assertEquals(new Standing(KEPT, ""), promise.of(ChannelPeers.lockstep()), promise.name());
        }
    }

    @Test
    @DisplayName("others keep some")
    void others() {
        assumeFalse(QUICK, "this is not about our channel");
        Comparison table = new ChannelPeers().compare();
        System.out.println(table);
        assertEquals(List.of("Lockstep Channel", "ArrayBlockingQueue", "SynchronousQueue", "jox Channel"),
                List.copyOf(table.standings().get(FIFO).keySet()));
        for (String promise : List.of(FIFO, TRY, TIMEOUT, INTERRUPT, LEN, ENTRY, SENDERS, RECEIVERS, NULL, NEGATIVE)) {
            assertEquals(KEPT, table.standing(promise, "ArrayBlockingQueue").kind(), promise);
        }
        assertEquals(NOT_OFFERED, table.standing(DRAINED, "ArrayBlockingQueue").kind());
        assertEquals(BROKEN, table.standing(SENDERS, "SynchronousQueue").kind(), "its default order is the newest first");
        assertEquals(BROKEN, table.standing(RECEIVERS, "SynchronousQueue").kind());
        assertEquals(KEPT, table.standing(FIFO, "jox Channel").kind());
        assertEquals(BROKEN, table.standing(ENTRY, "jox Channel").kind(), "it looks at the flag only when it waits");
        assertEquals(BROKEN, table.standing(FAILS, "jox Channel").kind(), "its done lets waiting sends be received");
        assertTrue(table.toString().contains("BROKEN [1]"), table.toString());
    }

    @TestFactory
    @DisplayName("a channel that breaks one is found out:")
    Stream<DynamicTest> theChecksAreSeenToFail() {
        assumeFalse(QUICK, "this is not about our channel");
        ChannelBox<Channel<String>> ours = ChannelPeers.lockstep();
        AtomicInteger count = new AtomicInteger();
        return Map.<String, ChannelBox<?>>ofEntries(
                Map.entry(FIFO, newestFirst()),
                Map.entry(TRY, ours.can("trySend", (ch, value, time) ->
                        count.incrementAndGet() % 3 == 0 ? NOT_READY : ch.trySend(value) ? SENT : NOT_READY)),
                Map.entry(TIMEOUT, ours.can("recvFor", (ch, value, time) -> {
                    String received = ch.receive(time).orNull();
                    return received == null || count.incrementAndGet() % 3 == 0 ? TIMED_OUT : received;
                })),
                Map.entry(INTERRUPT, ours.can("recv", (ch, value, time) -> {
                    String received = ch.receive();
                    return Thread.interrupted() || count.incrementAndGet() % 7 == 0 ? INTERRUPTED : received;
                })),
                Map.entry(CLOSE, ours.can("recv", (ch, value, time) -> {
                    String received = ch.receive();
                    return received == null ? "a" : received;
                })),
                Map.entry(LEN, ours.can("len", (ch, value, time) -> Integer.toString((ch.len() + 1) % (ch.cap() + 1)))),
                Map.entry(ENTRY, ours.can("recv", (ch, value, time) -> {
                    Thread.interrupted();
                    String received = ch.receive();
                    return received == null ? CLOSED : received;
                })),
                Map.entry(SENDERS, ChannelPeers.synchronousQueue()),
                Map.entry(RECEIVERS, ChannelPeers.synchronousQueue()),
                Map.entry(DRAINED, ours.can("recv", (ch, value, time) ->
                        ch.toString().contains("closed") ? CLOSED : ch.receive())),
                Map.entry(SEND_CLOSED, ours.can("send", (ch, value, time) -> {
                    try {
                        ch.send(value);
                    } catch (SendOnClosedChannelException e) {
                        return SENT;
                    }
                    return SENT;
                })),
                Map.entry(CLOSE_CLOSED, ours.can("close", (ch, value, time) -> {
                    if (!ch.toString().contains("closed")) ch.close();
                    return OK;
                })),
                Map.entry(RELEASES, ours.can("close", (ch, value, time) -> OK)),
                Map.entry(FAILS, ours.can("close", (ch, value, time) -> OK)),
                Map.entry(NULL, ours.can("send", (ch, value, time) -> {
                    if (value != null) ch.send(value);
                    return SENT;
                })),
                Map.entry(NEGATIVE, ours.made(capacity -> Channel.buffered(Math.abs(capacity))))
        ).entrySet().stream().map(seeded -> DynamicTest.dynamicTest(seeded.getKey(),
                () -> assertEquals(BROKEN, promise(seeded.getKey()).of(seeded.getValue()).kind())));
    }

    @Test
    @DisplayName("every promise has a channel that breaks it")
    void noCheckIsUntested() {
        assumeFalse(QUICK, "this is not about our channel");
        List<String> seeded = theChecksAreSeenToFail().map(DynamicTest::getDisplayName).sorted().toList();
        assertEquals(PROMISES.all().stream().map(Promise::name).sorted().toList(), seeded);
    }

    private static Promise<ChannelBox<?>> promise(String name) {
        return PROMISES.all().stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }

    /** A stack: the newest value first. */
    private static ChannelBox<?> newestFirst() {
        return ChannelBox.of("stack", capacity -> new LinkedBlockingDeque<String>(capacity), 2)
                .can("send", (deque, value, time) -> {
                    deque.putFirst(value);
                    return SENT;
                })
                .can("recv", (deque, value, time) -> deque.takeFirst())
                .can("tryRecv", (deque, value, time) -> deque.pollFirst(0, TimeUnit.SECONDS));
    }
}
