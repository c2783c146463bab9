package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.scope.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("What users hand to a select, operands and handlers,")
class SelectHandlersTest {

    private Scope scope;

    @BeforeEach
    void threadsEndWithTheTest(Scope scope) {
        this.scope = scope;
    }

    /** Longer than another thread can take for a few operations, unless a lock keeps it from them. */
    private static final long FREE = 10;

    private final Channel<String> busy = Channel.buffered(2, "busy");
    private final Channel<String> idle = Channel.unbuffered("idle");

    /** Lets another thread use both channels. A lock held by the calling thread would not be in its own way. */
    private String othersUseTheChannels() {
        FutureTask<String> other = new FutureTask<>(() -> {
            idle.trySend("x");
            idle.tryReceive();
            return busy.len() + " left";
        });
        scope.start("other", other::run);
        try {
            return other.get(FREE, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("another thread cannot use the channels: a lock is held", e);
        }
    }

    private static void awaitUntilSomebodyReceives(Channel<?> channel) {
        while (!channel.toString().contains(" 1 receiving")) LockSupport.parkNanos(1_000); // polls every microsecond
    }

    private <T> FutureTask<T> start(Select<T> select) {
        FutureTask<T> running = new FutureTask<>(select::run);
        scope.start("selects", running::run);
        return running;
    }

    @Nested
    @DisplayName("runs outside every lock:")
    class OutsideLocks {

        private final Select<String> both = Select.<String>cases()
                .receive(busy, v -> othersUseTheChannels(), () -> "closed, " + othersUseTheChannels())
                .receive(idle, v -> "never")
                .build();

        @Test
        @DisplayName("the handler of a case that was ready")
        void ready() throws InterruptedException {
            busy.trySend("a");
            assertEquals("0 left", both.run());
        }

        @Test
        @DisplayName("the handler of a case that was waited for")
        void waitedFor() throws Exception {
            FutureTask<String> running = start(both);
            awaitUntilSomebodyReceives(busy);
            busy.trySend("a");
            assertEquals("0 left", running.get());
        }

        @Test
        @DisplayName("the handler of a close that was noticed")
        void noticed() throws Exception {
            FutureTask<String> running = start(both);
            awaitUntilSomebodyReceives(busy);
            busy.close();
            assertEquals("closed, 0 left", running.get());
        }

        @Test
        @DisplayName("the default, and the timeout's handler")
        void wayOut() throws InterruptedException {
            assertEquals("0 left", Select.<String>cases().receive(busy, v -> v).receive(idle, v -> v)
                    .otherwise(() -> othersUseTheChannels()).run());
            assertEquals("0 left", Select.<String>cases().receive(busy, v -> v).receive(idle, v -> v)
                    .after(Duration.ofNanos(1), () -> othersUseTheChannels()).run());
        }

        @Test
        @DisplayName("an operand")
        void operand() throws InterruptedException {
            assertEquals("sent", Select.<String>cases().sendFrom(busy, () -> othersUseTheChannels(), () -> "sent").run());
            assertEquals("0 left", busy.receive());
        }
    }

    @Nested
    @DisplayName("is evaluated")
    class Evaluated {

        private final List<String> order = new ArrayList<>();

        private String noted(String name) {
            order.add(name);
            return name;
        }

        private final Select<String> select = Select.<String>cases()
                .sendFrom(idle, () -> noted("first"), () -> noted("sent the first"))
                .receive(busy, v -> noted("received " + v))
                .sendFrom(Channel.<String>nil(), () -> noted("second"), () -> "never")
                .build();

        @Test
        @DisplayName("once and in source order, also if the select has to wait; only one handler runs")
        void onceAlsoWhenWaiting() throws Exception {
            FutureTask<String> running = start(select);
            awaitUntilSomebodyReceives(busy);
            busy.send("a");
            running.get();
            assertEquals(List.of("first", "second", "received a"), order);
        }

        @Test
        @DisplayName("anew in each run")
        void anewInEachRun() throws InterruptedException {
            busy.send("a");
            busy.send("b");
            select.run();
            select.run();
            assertEquals(List.of("first", "second", "received a", "first", "second", "received b"), order);
        }
    }

    @Nested
    @DisplayName("may fail:")
    class Failing {

        private boolean fails = true;

        private String failing(String text) {
            if (fails) throw new IllegalArgumentException(text);
            return text;
        }

        private final Select<String> select = Select.<String>cases().receive(busy, v -> failing(v)).receive(idle, v -> v).build();

        @Test
        @DisplayName("the select can run again after a handler has thrown")
        void afterAHandler() throws InterruptedException {
            busy.send("a");
            busy.send("b");
            assertEquals("a", assertThrows(IllegalArgumentException.class, select::run).getMessage());
            fails = false;
            assertEquals("b", select.run());
        }

        @Test
        @DisplayName("also if it had waited, and no waiter stays behind")
        void afterAHandlerThatWasWaitedFor() throws Exception {
            FutureTask<String> running = start(select);
            awaitUntilSomebodyReceives(busy);
            busy.send("a");
            assertThrows(Exception.class, running::get);
            assertTrue(idle.toString().endsWith("0 sending, 0 receiving]"), idle::toString);
            fails = false;
            busy.send("b");
            assertEquals("b", select.run());
        }
    }
}
