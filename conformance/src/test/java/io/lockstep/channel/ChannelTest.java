package io.lockstep.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the specification does not model: the Java face of a channel, its words and its manners. */
class ChannelTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    @Nested
    class ACallerCanTell {
        private final Channel<String> channel = Channel.buffered(2);

        @Test
        void aValueFromClosedFromNotReady() {
            assertInstanceOf(Received.NotReady.class, channel.tryReceive());
            channel.trySend("a");
            assertEquals(new Received.Value<>("a"), channel.tryReceive());
            channel.close();
            assertTrue(channel.tryReceive().isClosed());
        }

        @Test
        void closedAndDrainedByNull() throws InterruptedException {
            channel.trySend("last");
            channel.close();
            assertEquals("last", channel.receive());
            assertNull(channel.receive());
            assertNull(channel.receive());
        }

        @Test
        void timeRanOutFromSuccess() throws InterruptedException {
            assertInstanceOf(Received.NotReady.class, channel.receive(Duration.ofNanos(1)));
            assertTrue(channel.send("a", LONG));
            assertTrue(channel.send("b", LONG));
            assertFalse(channel.send("c", Duration.ofNanos(1)));
            assertEquals("a", channel.receive(LONG).orNull());
        }

        @Test
        void withoutAnAllocationWhenThereIsNoValue() {
            assertSame(channel.tryReceive(), channel.tryReceive());
            channel.close();
            assertSame(channel.tryReceive(), channel.tryReceive());
        }
    }

    @Nested
    class MistakesAreToldInGosWords {
        private final Channel<String> channel = Channel.buffered(1, "jobs");

        private void saying(String goMessage, RuntimeException e) {
            assertTrue(e.getMessage().startsWith(goMessage), e.getMessage());
        }

        @Test
        void sendOnClosed() {
            channel.close();
            for (var send : List.<org.junit.jupiter.api.function.Executable>of(
                    () -> channel.send("a"), () -> channel.send("a", LONG), () -> channel.trySend("a"))) {
                saying("send on closed channel: jobs;", assertThrows(SendOnClosedChannelException.class, send));
            }
        }

        @Test
        void closeOfClosed() {
            channel.close();
            saying("close of closed channel: jobs;",
                    assertThrows(CloseOfClosedChannelException.class, channel::close));
        }

        @Test
        void closeOfNil() {
            saying("close of nil channel", assertThrows(CloseOfNilChannelException.class, Channel.nil()::close));
        }

        @ParameterizedTest
        @ValueSource(ints = {-1, Integer.MIN_VALUE, Channel.MAX_CAPACITY + 1, Integer.MAX_VALUE})
        void absurdCapacity(int capacity) {
            saying("makechan: size out of range: " + capacity,
                    assertThrows(IllegalArgumentException.class, () -> Channel.buffered(capacity)));
        }

        @Test
        void nullIsRefusedAtOnce() {
            saying("null cannot be sent", assertThrows(NullPointerException.class, () -> channel.send(null)));
            saying("null cannot be sent", assertThrows(NullPointerException.class, () -> channel.send(null, LONG)));
            saying("null cannot be sent", assertThrows(NullPointerException.class, () -> channel.trySend(null)));
            assertEquals(0, channel.len());
        }
    }

    @Nested
    class NilIsNeverReady {
        private final Channel<String> nil = Channel.nil();

        @Test
        void tryAndTimedFormsGiveUp() throws InterruptedException {
            assertFalse(nil.trySend("a"));
            assertFalse(nil.send("a", Duration.ofNanos(1)));
            assertInstanceOf(Received.NotReady.class, nil.tryReceive());
            assertInstanceOf(Received.NotReady.class, nil.receive(Duration.ofNanos(1)));
        }

        @Test
        void blockingFormsWaitUntilInterrupted() {
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, nil::receive);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> nil.send("a"));
        }

        @Test
        void thereIsOne() {
            assertSame(Channel.<String>nil(), Channel.<Integer>nil());
            assertEquals("Channel[nil]", nil.toString());
            assertEquals(0, nil.len());
            assertEquals(0, nil.cap());
        }
    }

    @Nested
    class InterruptedOnEntry {
        @Test
        void transfersNothingThoughReady() {
            Channel<String> channel = Channel.buffered(1);
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> channel.send("a"));
            assertFalse(Thread.currentThread().isInterrupted());
            assertEquals(0, channel.len());
            channel.trySend("b");
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> channel.receive(LONG));
            assertEquals(1, channel.len());
        }

        @Test
        void tryFormsAndZeroDurationsDoNotCare() throws InterruptedException {
            Channel<String> channel = Channel.buffered(1);
            Thread.currentThread().interrupt();
            assertTrue(channel.send("a", Duration.ZERO));
            assertEquals("a", channel.receive(Duration.ofSeconds(-1)).orNull());
            assertTrue(Thread.interrupted());
        }
    }

    @Nested
    class Views {
        private final Channel<String> channel = Channel.buffered(4, "jobs");

        @Test
        void shareTheChannel() throws InterruptedException {
            Sender<String> in = channel.sendOnly();
            Receiver<String> out = channel.receiveOnly();
            in.send("a");
            in.send("b", LONG);
            in.trySend("c");
            assertEquals(3, out.len());
            assertEquals(4, in.cap());
            assertEquals("jobs", out.name());
            assertEquals("a", out.receive());
            assertEquals("b", out.receive(LONG).orNull());
            assertEquals("c", out.tryReceive().orNull());
            in.close();
            assertNull(out.receive());
        }

        @Test
        void cannotBeCastBack() {
            assertFalse((Object) channel.sendOnly() instanceof Receiver);
            assertFalse((Object) channel.receiveOnly() instanceof Sender);
        }

        @Test
        void areEqualIfTheChannelIs() {
            assertEquals(channel.sendOnly(), channel.sendOnly());
            assertEquals(channel.receiveOnly().hashCode(), channel.receiveOnly().hashCode());
            assertNotEquals(channel.receiveOnly(), Channel.buffered(4, "jobs").receiveOnly());
        }
    }

    @Nested
    class Iteration {
        @Test
        void endsAtClose() {
            Channel<Integer> channel = Channel.buffered(3);
            for (int i = 0; i < 3; i++) channel.trySend(i);
            channel.close();
            List<Integer> seen = new ArrayList<>();
            for (int v : channel) seen.add(v);
            assertEquals(List.of(0, 1, 2), seen);
        }

        @Test
        void hasNextKeepsTheValueForNext() {
            Channel<Integer> channel = Channel.buffered(1);
            channel.trySend(7);
            channel.close();
            Iterator<Integer> it = channel.iterator();
            assertTrue(it.hasNext());
            assertTrue(it.hasNext());
            assertEquals(7, it.next());
            assertFalse(it.hasNext());
            assertThrows(NoSuchElementException.class, it::next);
        }

        @Test
        void asStream() {
            Channel<Integer> channel = Channel.buffered(3);
            for (int i = 1; i <= 3; i++) channel.trySend(i);
            channel.close();
            assertEquals(6, channel.receiveOnly().stream().mapToInt(Integer::intValue).sum());
        }

        @Test
        void anInterruptIsReportedAndKept() {
            Channel<Integer> channel = Channel.unbuffered("slow");
            Thread.currentThread().interrupt();
            var e = assertThrows(ReceiveInterruptedException.class, () -> channel.iterator().hasNext());
            assertTrue(e.getMessage().contains("slow"), e.getMessage());
            assertTrue(Thread.interrupted());
        }
    }

    @Test
    void describesItselfForPeople() {
        Channel<Integer> channel = Channel.buffered(16, "jobs");
        channel.trySend(1);
        assertEquals("Channel[jobs, open, 1/16 buffered, 0 sending, 0 receiving]", channel.toString());
        channel.close();
        assertEquals("Channel[jobs, closed, 1/16 buffered, 0 sending, 0 receiving]", channel.toString());
        assertTrue(Channel.unbuffered().name().startsWith("channel-"));
    }

    @Test
    void servesPlatformThreadsAsWell() throws Exception {
        Channel<String> channel = Channel.unbuffered();
        var receiver = new FutureTask<>(channel::receive);
        Thread.ofPlatform().start(receiver); // in no scope: its tasks are virtual threads
        channel.send("hello");
        assertEquals("hello", receiver.get());
    }
}
