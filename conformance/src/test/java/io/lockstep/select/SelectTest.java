package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Receiver;
import io.lockstep.channel.SendOnClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the specification does not model: the Java face of select, its words and its manners. */
class SelectTest {

    private final Channel<Integer> numbers = Channel.buffered(2, "numbers");
    private final Channel<String> words = Channel.buffered(2, "words");

    @Nested
    class ReadsLikeGo {
        @Test
        void withValues() throws InterruptedException {
            words.trySend("hello");
            String what = Select.<String>cases()
                    .receive(numbers, n -> "number " + n)
                    .receive(words, w -> "word " + w)
                    .run();
            assertEquals("word hello", what);
        }

        @Test
        void withoutValues() throws InterruptedException {
            List<String> seen = new ArrayList<>();
            Select<Void> step = Select.<Void>cases()
                    .onReceive(numbers.receiveOnly(), n -> seen.add("got " + n), () -> seen.add("no more"))
                    .onSend(words.sendOnly(), "full", () -> seen.add("sent"))
                    .build();
            words.trySend("a");
            words.trySend("b");
            numbers.trySend(7);
            step.run();
            numbers.close();
            step.run();
            assertEquals(List.of("got 7", "no more"), seen);
        }

        @Test
        void overAListOfChannels() throws InterruptedException {
            List<Channel<Integer>> many = new ArrayList<>();
            for (int i = 0; i < 20; i++) many.add(Channel.buffered(1));
            many.get(13).trySend(42);
            List<? extends Receiver<Integer>> ends = many;
            assertEquals("13: 42", Select.<String>cases().<Integer>receiveAny(ends, i -> v -> i + ": " + v).run());
        }

        @Test
        void alsoInDumps() {
            Select<Void> select = Select.<Void>cases().onReceive(numbers, n -> { }).onSend(words.sendOnly(), "a", () -> { })
                    .otherwise(() -> null).build();
            assertEquals("Select[receive numbers, send words, default]", select.toString());
        }

        @Test
        void inDumpsBrieflyHoweverManyTheyAre() {
            Select<Void> select = Select.<Void>cases().receiveAny(Collections.nCopies(1_000, numbers), i -> n -> null)
                    .otherwise(() -> null).build();
            assertEquals("Select[" + "receive numbers, ".repeat(8) + "… and 992 more, default]", select.toString());
        }

        @Test
        void nullMeansClosed() throws InterruptedException {
            words.close();
            assertNull(Select.<String>cases().receive(words, w -> w).run());
        }
    }

    @Nested
    class Operands {
        @Test
        void areEvaluatedOnceInSourceOrderAlsoForNilAndLosers() throws InterruptedException {
            List<String> order = new ArrayList<>();
            numbers.trySend(1);
            numbers.trySend(2);
            Select<Integer> select = Select.<Integer>cases()
                    .sendFrom(Channel.<Integer>nil(), () -> evaluated(order, "first", 1), () -> 1)
                    .receive(numbers, n -> n)
                    .sendFrom(numbers, () -> evaluated(order, "second", 2), () -> 2)
                    .build();
            assertEquals(1, select.run());
            assertEquals(List.of("first", "second"), order);
        }

        @Test
        void thatFailEndTheRunWithoutEffect() {
            Select<String> select = Select.<String>cases()
                    .sendFrom(words, () -> "ok", () -> "sent")
                    .sendFrom(numbers, () -> 1 / numbers.len(), () -> "never")
                    .build();
            assertThrows(ArithmeticException.class, select::run);
            assertEquals(0, words.len());
            assertThrows(ArithmeticException.class, select::run, "the select can run again");
        }

        private <T> T evaluated(List<String> order, String name, T value) {
            order.add(name);
            return value;
        }
    }

    @Nested
    class Handlers {
        @Test
        void mayUseTheChannelsAndTheSelectAgain() throws InterruptedException {
            AtomicInteger runs = new AtomicInteger();
            numbers.trySend(1);
            numbers.trySend(2);
            var self = new Object() {
                Select<Integer> select;
            };
            self.select = Select.<Integer>cases().receive(numbers, n -> {
                if (runs.incrementAndGet() == 1) {
                    assertTrue(numbers.trySend(3), "the channel's lock is free");
                    return self.select.runNow();
                }
                return n;
            }).build();
            assertEquals(2, self.select.run());
        }

        @Test
        void exceptionsPassThroughAndTheEffectStays() {
            numbers.trySend(1);
            Select<Integer> select = Select.<Integer>cases().<Integer>receive(numbers, n -> 1 / (n - 1)).build();
            assertThrows(ArithmeticException.class, select::run);
            assertEquals(0, numbers.len());
        }
    }

    @Nested
    class WaysOut {
        @Test
        void timeoutRunsItsHandler() throws InterruptedException {
            assertEquals("late", Select.<String>cases().receive(words, w -> w).after(Duration.ofNanos(1), () -> "late").run());
            assertEquals("late", Select.<String>cases().receive(words, w -> w).after(Duration.ZERO, () -> "late").run());
            words.trySend("x");
            assertEquals("x", Select.<String>cases().receive(words, w -> w).after(Duration.ofSeconds(-1), () -> "late").run());
        }

        @Test
        void thereIsOnlyOne() {
            var cases = Select.<String>cases().otherwise(() -> "default");
            assertThrows(IllegalStateException.class, () -> cases.after(Duration.ZERO, () -> "late"));
        }

        @Test
        void oneThatIsRefusedIsNone() throws InterruptedException {
            var cases = Select.<String>cases();
            assertThrows(NullPointerException.class, () -> cases.after(Duration.ofNanos(1), null));
            assertThrows(NullPointerException.class, () -> cases.after(null, () -> "late"));
            assertEquals("default", cases.otherwise(() -> "default").run());
        }

        @Test
        void interruptedOnEntryNothingHappensThoughReady() {
            words.trySend("x");
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> Select.<String>cases().receive(words, w -> w).run());
            assertFalse(Thread.currentThread().isInterrupted());
            assertEquals(1, words.len());
        }

        @Test
        void withADefaultAnInterruptIsIgnored() throws InterruptedException {
            Thread.currentThread().interrupt();
            assertEquals("default", Select.<String>cases().receive(words, w -> w).otherwise(() -> "default").run());
            assertTrue(Thread.interrupted());
        }

        @Test
        void aClosedSendFails() {
            words.close();
            var e = assertThrows(SendOnClosedChannelException.class,
                    () -> Select.<String>cases().send(words, "x", () -> "sent").otherwise(() -> "default").run());
            assertTrue(e.getMessage().startsWith("send on closed channel: words"), e.getMessage());
        }
    }
}
