package io.lockstep.orchannel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Received;
import io.lockstep.channel.Receiver;
import io.lockstep.conformance.garbage.Collector;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.scope.Scope;
import io.lockstep.seam.Probe;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What an or-channel promises, by examples; and which tasks it takes. */
class OrChannelTest {

    /** Longer than a task needs that has nothing to wait for. */
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NO_NULL = "input; for one that never fires use Channel.nil()";

    private final Channel<String> x = Channel.unbuffered("x");
    private final Channel<String> y = Channel.unbuffered("y");
    private final List<Thread> tasks = new CopyOnWriteArrayList<>();
    /** What a task does first, if it is made after this has been set. */
    private Runnable beforeTheTask = () -> { };
    private TestProbe.Binding binding;

    @BeforeEach
    void countTasks() {
        binding = TestProbe.bind(new Probe() {
            @Override
            public Thread unstarted(String name, Runnable body) {
                Runnable before = beforeTheTask;
                Thread task = Probe.super.unstarted(name, () -> {
                    before.run();
                    body.run();
                });
                tasks.add(task);
                return task;
            }
        });
    }

    @AfterEach
    void noTaskIsLeft() throws InterruptedException {
        binding.close();
        awaitTasks();
    }

    /** A method of its own, for while it runs its frame holds a task, and that what it was made of. */
    private void awaitTasks() throws InterruptedException {
        for (Thread task : tasks) assertTrue(task.join(SOON), () -> task + " has not ended");
    }

    private static boolean isDone(OrChannel<?> or) {
        return or.done().tryReceive().isClosed();
    }

    private static <T> OrChannel.Firing<T> value(int input, T value) {
        return new OrChannel.Firing<>(input, new Received.Value<>(value));
    }

    private static <T> OrChannel.Firing<T> closed(int input) {
        return new OrChannel.Firing<>(input, Received.closed());
    }

    @Nested
    class FiresWithTheFirst {
        @Test
        void thatHasAValue() throws InterruptedException {
            OrChannel<String> or = OrChannel.any(x, y);
            y.send("hello");
            or.done().receive();
            assertEquals(Optional.of(value(1, "hello")), or.firing());
        }

        @Test
        void thatIsClosed() throws InterruptedException {
            OrChannel<String> or = OrChannel.any(x, y);
            assertFalse(isDone(or));
            x.close();
            or.done().receive();
            assertEquals(Optional.of(closed(0)), or.firing());
        }

        @Test
        void thatIsReadyAlready() {
            x.close();
            OrChannel<String> or = OrChannel.any(List.of(y, x));
            assertTrue(isDone(or));
            assertEquals(Optional.of(closed(1)), or.firing());
            assertEquals(List.of(), tasks);
        }

        @Test
        void ofAnyNumberByOneTask() throws InterruptedException {
            List<Channel<Void>> many = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) many.add(Channel.unbuffered());
            OrChannel<Void> or = OrChannel.anyDone(many);
            assertEquals(1, tasks.size());
            many.get(777).close();
            or.done().receive();
            assertEquals(Optional.of(closed(777)), or.firing());
            assertEquals(1, tasks.size());
        }

        @Test
        void onceAndForAll() throws InterruptedException {
            OrChannel<String> or = OrChannel.any(x, y);
            x.send("first");
            or.done().receive();
            assertFalse(y.trySend("second"));
            y.close();
            assertEquals(Optional.of(value(0, "first")), or.firing());
        }
    }

    @Nested
    class WhateverTheInputs {
        @Test
        void noneAtAllIsNeverDoneAndTakesNoTask() {
            OrChannel<String> or = OrChannel.any();
            assertFalse(isDone(or));
            or.close();
            assertTrue(isDone(or));
            assertEquals(Optional.empty(), or.firing());
            assertEquals(List.of(), tasks);
        }

        @Test
        void nilNeverFires() throws InterruptedException {
            OrChannel<String> nothing = OrChannel.any(Channel.<String>nil(), Channel.<String>nil().receiveOnly());
            assertEquals(List.of(), tasks);
            nothing.close();
            assertTrue(isDone(nothing));
            OrChannel<String> or = OrChannel.any(Channel.nil(), x);
            x.send("hello");
            or.done().receive();
            assertEquals(Optional.of(value(1, "hello")), or.firing());
        }

        @Test
        void oneIsNotTheResult() throws InterruptedException {
            Channel<Void> stop = Channel.unbuffered("stop");
            OrChannel<Void> or = OrChannel.anyDone(stop);
            assertNotEquals(stop.receiveOnly(), or.done());
            assertEquals(or.done(), or.done());
            stop.close();
            or.done().receive();
        }

        @Test
        void theSameOneTwiceGivesOneValue() throws InterruptedException {
            OrChannel<String> or = OrChannel.any(x, x, x.receiveOnly());
            x.send("once");
            or.done().receive();
            assertEquals("once", or.firing().orElseThrow().brought().orNull());
            assertFalse(x.trySend("twice"));
        }

        @Test
        void orChannelsAreInputsToo() throws InterruptedException {
            OrChannel<String> inner = OrChannel.any(x, y);
            OrChannel<Void> outer = OrChannel.anyDone(Channel.<Void>unbuffered(), inner.done());
            x.send("hello");
            outer.done().receive();
            assertEquals(Optional.of(closed(1)), outer.firing());
        }

        @Test
        void theirArrayStaysAsItIs() throws InterruptedException {
            Channel<Void> a = Channel.unbuffered("a");
            Channel<Void> b = Channel.unbuffered("b");
            List<Channel<Void>> all = List.of(a, b, Channel.unbuffered("c"), Channel.unbuffered("d"), Channel.unbuffered("e"));
            @SuppressWarnings({"unchecked", "rawtypes"})
            Receiver<Void>[] array = all.toArray(Receiver[]::new);
            Receiver<Void>[] before = array.clone();
            OrChannel<Void> or = OrChannel.anyDone(array);
            assertArrayEquals(before, array);
            Arrays.fill(array, Channel.nil());
            b.close();
            or.done().receive();
            assertEquals(Optional.of(closed(1)), or.firing());
        }

        /** So what is checked is what is used, whoever writes to the collection, or to the array. */
        @Test
        void areReadOnce() {
            x.close();
            AtomicInteger reads = new AtomicInteger();
            List<Channel<String>> nullAfterTheFirstRead = new AbstractList<>() {
                @Override
                public Channel<String> get(int index) {
                    return reads.getAndIncrement() == 0 ? x : null;
                }

                @Override
                public int size() {
                    return 1;
                }
            };
            assertTrue(isDone(OrChannel.any(nullAfterTheFirstRead)));
            assertEquals(1, reads.get());
        }

        @Test
        void nullIsRefused() {
            assertEquals(NO_NULL, assertThrows(NullPointerException.class, () -> OrChannel.any(x, null)).getMessage());
            assertEquals(List.of(), tasks);
        }
    }

    @Nested
    class TakesNothingButWhatFires {
        @Test
        void ofTwoValuesOne() {
            Channel<String> a = Channel.buffered(2, "a");
            Channel<String> b = Channel.buffered(2, "b");
            a.trySend("a1");
            b.trySend("b1");
            b.trySend("b2");
            OrChannel<String> or = OrChannel.any(a, b);
            assertEquals(2, a.len() + b.len());
            assertEquals(or.firing().orElseThrow().input() == 0 ? "a1" : "b1", or.firing().orElseThrow().brought().orNull());
        }

        @Test
        void ofDoneChannelsNothing() throws InterruptedException {
            Channel<Void> stop = Channel.unbuffered("stop");
            OrChannel<Void> first = OrChannel.anyDone(stop);
            OrChannel<Void> second = OrChannel.anyDone(stop);
            stop.close();
            first.done().receive();
            second.done().receive();
            assertTrue(stop.tryReceive().isClosed());
        }
    }

    @Nested
    class KeepsNoInput {
        @Test
        void ifOneWasReadyAlready() throws InterruptedException {
            y.close();
            lets(input -> OrChannel.any(input, y));
        }

        @Test
        void whenItHasFired() throws InterruptedException {
            lets(input -> {
                OrChannel<String> or = OrChannel.any(input, y);
                y.close();
                return or;
            });
        }

        @Test
        void whenItIsCancelled() throws InterruptedException {
            lets(input -> {
                OrChannel<String> or = OrChannel.any(input, y);
                or.close();
                return or;
            });
        }

        /** The or-channel's end makes its input garbage. */
        private void lets(Function<Channel<String>, OrChannel<String>> end) throws InterruptedException {
            Channel<String> input = Channel.unbuffered();
            WeakReference<Channel<String>> released = new WeakReference<>(input);
            OrChannel<String> or = end.apply(input);
            or.done().receive();
            awaitTasks();
            tasks.clear();
            input = null;
            Collector.awaitCleared(List.of(released));
            assertTrue(isDone(or));
        }
    }

    @Nested
    class ACancel {
        @Test
        void releasesTheTaskAndTheInputs() {
            OrChannel<String> or = OrChannel.any(x, y);
            or.close();
            assertTrue(isDone(or));
            assertEquals(Optional.empty(), or.firing());
            assertEquals("Channel[x, open, 0/0 buffered, 0 sending, 0 receiving]", x.toString());
            assertEquals("Channel[y, open, 0/0 buffered, 0 sending, 0 receiving]", y.toString());
            assertFalse(x.trySend("too late"));
        }

        @Test
        void releasesWhoWaits(Scope scope) throws InterruptedException {
            OrChannel<String> or = OrChannel.any(x);
            scope.start("waiter", () -> or.done().forEach(none -> { }));
            or.close();
            assertTrue(scope.join(SOON));
        }

        @Test
        void firesWhatIsBuiltOnIt() throws InterruptedException {
            OrChannel<String> inner = OrChannel.any(x);
            OrChannel<Void> outer = OrChannel.anyDone(Channel.<Void>unbuffered(), inner.done());
            inner.close();
            outer.done().receive();
            assertEquals(Optional.empty(), inner.firing());
            assertEquals(Optional.of(closed(1)), outer.firing());
        }

        @Test
        void leavesAloneWhatItIsBuiltOn() {
            OrChannel<String> inner = OrChannel.any(x);
            OrChannel.anyDone(inner.done()).close();
            assertFalse(isDone(inner));
            inner.close();
        }

        @Test
        void comesTooLateIfItHasFired() throws InterruptedException {
            OrChannel<String> or = OrChannel.any(x);
            x.send("hello");
            or.done().receive();
            or.close();
            assertEquals(Optional.of(value(0, "hello")), or.firing());
        }

        @Test
        void mayComeTwiceAndWhenFiredAtOnce() {
            x.close();
            for (OrChannel<String> or : List.of(OrChannel.any(x), OrChannel.any(y))) {
                or.close();
                or.close();
                assertTrue(isDone(or));
            }
        }

        @Test
        void isNotKeptByAnInterruptWhichStaysPending() {
            OrChannel<String> or = OrChannel.any(x);
            Thread.currentThread().interrupt();
            or.close();
            assertTrue(Thread.interrupted());
            assertTrue(isDone(or));
        }
    }

    @Test
    void interruptsOfItsMakerDoNotReachIt() throws InterruptedException {
        Thread.currentThread().interrupt();
        OrChannel<String> or = OrChannel.any(x);
        assertTrue(Thread.interrupted());
        x.send("hello");
        or.done().receive();
        assertTrue(or.firing().isPresent());
    }

    @Test
    void anInterruptOfItsTaskEndsNothing() throws InterruptedException {
        beforeTheTask = () -> Thread.currentThread().interrupt();
        OrChannel<String> or = OrChannel.any(x);
        assertTrue(x.send("hello", SOON));
        or.done().receive();
        assertEquals(Optional.of(value(0, "hello")), or.firing());
    }

    @Test
    void itsDoneChannelIsAlwaysTheSame() {
        try (OrChannel<String> or = OrChannel.any(x)) {
            assertSame(or.done(), or.done());
        }
    }

    @Test
    void itsNameTellsWhatItWaitsFor() throws InterruptedException {
        OrChannel<String> or = OrChannel.any(x, y, x, y);
        assertEquals("or(x, y, x, and 1 more)", tasks.getFirst().getName());
        assertEquals("or(x, y, x, and 1 more)", or.done().name());
        assertEquals("OrChannel[or(x, y, x, and 1 more), waiting]", or.toString());
        y.close();
        or.done().receive();
        assertTrue(or.toString().matches("OrChannel\\[.*, fired by input [13]]"), or.toString());
        OrChannel<String> cancelled = OrChannel.any(x);
        cancelled.close();
        assertEquals("OrChannel[or(x), cancelled]", cancelled.toString());
    }

    @Test
    void itsNameIsShortHoweverDeepTheTree() {
        Channel<Void> stop = Channel.unbuffered("stop");
        stop.close();
        Receiver<Void> any = stop;
        for (int level = 0; level < 10; level++) any = OrChannel.anyDone(any, any, any).done();
        assertEquals("or(".repeat(10) + "stop, stop, stop), or(stop, st…", any.name());
    }
}
