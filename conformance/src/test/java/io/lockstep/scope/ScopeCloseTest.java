package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.cond.Cond;
import io.lockstep.mutex.Mutex;
import io.lockstep.once.Once;
import io.lockstep.once.OnceFunc;
import io.lockstep.once.OnceValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What closing a scope waits for, for how long, and what it says of tasks that do not end. */
class ScopeCloseTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration NONE = Duration.ZERO;

    private final Channel<String> never = Channel.unbuffered("never");

    @Test
    void cancelsWhatStillRuns() {
        var seen = new Object() {
            Task<String> task;
        };
        RuntimeException failure = new RuntimeException("the block fails");
        assertSame(failure, assertThrows(RuntimeException.class, () -> {
            try (Scope scope = new Scope("crawl")) {
                seen.task = scope.start("fetch", () -> never.receive());
                throw failure;
            }
        }));
        assertEquals(0, failure.getSuppressed().length);
        assertEquals(Task.State.CANCELLED, seen.task.state());
    }

    @Test
    void keepsTasksFromStarting() {
        Scope scope = new Scope("crawl");
        scope.close();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> scope.start("late", () -> { }));
        assertEquals("scope crawl is closed: task late would outlive it; start it in the scope's block", e.getMessage());
        assertEquals("Scope[crawl, closed, 0 tasks]", scope.toString());
    }

    @Test
    void doesNotWaitIfItsLimitIsNotPositive() throws InterruptedException {
        for (Duration limit : List.of(NONE, Duration.ofSeconds(-1), Duration.ofSeconds(Long.MIN_VALUE))) {
            AtomicBoolean mayEnd = new AtomicBoolean();
            Scope scope = new Scope("crawl", limit);
            Task<Void> stubborn = scope.start("stubborn", () -> ignoreEverything(mayEnd));
            assertThrows(ScopeNotClosedException.class, scope::close);
            mayEnd.set(true);
            stubborn.thread().interrupt();
            assertTrue(scope.join(LONG));
        }
    }

    @Test
    void ignoresInterrupts() {
        Scope scope = new Scope("crawl");
        CountDownLatch mayEnd = new CountDownLatch(1);
        Task<Void> task = scope.start("tidies up", () -> {
            try {
                never.receive();
            } finally {
                Thread.interrupted();
                mayEnd.await();
            }
        });
        scope.start("lets it", mayEnd::countDown);
        Thread.currentThread().interrupt();
        scope.close();
        assertTrue(Thread.interrupted());
        assertTrue(task.state() != Task.State.RUNNING);
    }

    /** Until a permit comes; until then nothing ends this task. */
    private void ignoreEverything(AtomicBoolean mayEnd) {
        while (!mayEnd.get()) {
            try {
                never.receiveOnly().receive();
            } catch (InterruptedException e) {
                // stubborn
            }
        }
    }

    /** A task in an operation that ignores interrupts by design, until a channel is closed. */
    @FunctionalInterface
    interface Stubborn {

        /**
         * Waits.
         *
         * @param others for the task that ends the wait
         * @param mayEnd when to
         */
        void await(Scope others, Channel<Void> mayEnd) throws InterruptedException;
    }

    static Stream<Arguments> uninterruptible() {
        return Stream.of(
                in("Mutex.lock", (others, mayEnd) -> lockedUntil(others, mayEnd).lock()),
                in("Cond.awaitUninterruptibly", (others, mayEnd) -> {
                    Mutex mutex = new Mutex();
                    Cond cond = new Cond(mutex);
                    others.start("signals", () -> {
                        await(mayEnd);
                        cond.signal();
                    });
                    mutex.lock();
                    cond.awaitUninterruptibly();
                }),
                in("Once.run", (others, mayEnd) -> {
                    Once once = new Once();
                    begun(others, mayEnd, once::run);
                    once.run(() -> { });
                }),
                in("Once.run", (others, mayEnd) -> {
                    AtomicReference<Runnable> function = new AtomicReference<>();
                    OnceFunc once = OnceFunc.of(() -> function.get().run());
                    begun(others, mayEnd, body -> {
                        function.set(body);
                        once.run();
                    });
                    once.run();
                }),
                in("Once.run", (others, mayEnd) -> {
                    AtomicReference<Runnable> function = new AtomicReference<>();
                    OnceValue<Integer> once = OnceValue.of(() -> {
                        function.get().run();
                        return 1;
                    });
                    begun(others, mayEnd, body -> {
                        function.set(body);
                        once.get();
                    });
                    once.get();
                }),
                in("Scope.close", (others, mayEnd) -> {
                    Mutex mutex = lockedUntil(others, mayEnd);
                    Scope other = new Scope("other", LONG);
                    other.start("locks", mutex::lock);
                    other.close();
                }));
    }

    private static Arguments in(String operation, Stubborn body) {
        return Arguments.of(operation, body);
    }

    private static void await(Channel<Void> mayEnd) {
        mayEnd.iterator().hasNext();
    }

    private static Mutex lockedUntil(Scope others, Channel<Void> mayEnd) {
        Mutex mutex = new Mutex();
        mutex.lock();
        others.start("unlocks", () -> {
            await(mayEnd);
            mutex.unlock();
        });
        return mutex;
    }

    /** Returns when another task is in a function that ends when it may. */
    private static void begun(Scope others, Channel<Void> mayEnd, Consumer<Runnable> once) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        others.start("runs it", () -> once.accept(() -> {
            begun.countDown();
            await(mayEnd);
        }));
        begun.await();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("uninterruptible")
    void namesATaskInAnOperationThatIgnoresInterrupts(String operation, Stubborn body, Scope others) throws InterruptedException {
        Channel<Void> mayEnd = Channel.unbuffered("mayEnd");
        Scope scope = new Scope("crawl", NONE);
        Task<Void> task = scope.start("stubborn", () -> body.await(others, mayEnd));
        try {
            Waits.until(task, operation);
            scope.cancel();
            Waits.until(task, operation);
            ScopeNotClosedException e = assertThrows(ScopeNotClosedException.class, scope::close);
            assertEquals(List.of("stubborn"), e.tasks());
            assertTrue(e.getMessage().contains("\n    task stubborn waits in " + operation + " on "), e::getMessage);
        } finally {
            mayEnd.close();
        }
        task.thread().join();
        scope.close();
        assertEquals(Task.State.SUCCEEDED, task.state());
    }

    @Test
    void saysWhoDoesNotEndAndWhereItIs() throws InterruptedException {
        Scope scope = new Scope("crawl", Duration.ofMillis(50));
        AtomicBoolean mayEnd = new AtomicBoolean();
        RuntimeException failure = new RuntimeException("another one fails");
        Task<Void> stubborn = scope.start("stubborn", () -> ignoreEverything(mayEnd));
        scope.start("fails", () -> {
            throw failure;
        }).thread().join();
        Waits.until(stubborn, "Channel.receive");
        ScopeNotClosedException e = assertThrows(ScopeNotClosedException.class, scope::close);
        assertEquals(List.of("stubborn"), e.tasks());
        assertEquals(List.of(failure), List.of(e.getSuppressed()));
        String[] lines = e.getMessage().split("\n");
        assertEquals("scope crawl is not closed: a task has not ended within PT0.05S after the cancellation; a task has to"
                + " end when it is interrupted or finds the done channel closed", lines[0]);
        assertTrue(lines[1].startsWith("    task stubborn waits in Channel.receive on Channel[never, open, 0/0 buffered, 0 sending,"
                + " 1 receiving], called by io.lockstep.scope.ScopeCloseTest.ignoreEverything(ScopeCloseTest.java:"), lines[1]);
        mayEnd.set(true);
        stubborn.thread().interrupt();
        stubborn.thread().join();
        scope.close();
    }

    @Test
    void describesTheFirstTwentyOfMany() throws InterruptedException {
        Scope scope = new Scope("crawl", NONE);
        Mutex mutex = new Mutex();
        mutex.lock();
        List<Task<?>> tasks = new ArrayList<>();
        for (int i = 0; i < 23; i++) {
            tasks.add(scope.start("task-" + i, () -> {
                mutex.lock();
                mutex.unlock();
            }));
        }
        for (Task<?> task : tasks) Waits.until(task, "Mutex.lock");
        ScopeNotClosedException e = assertThrows(ScopeNotClosedException.class, scope::close);
        assertEquals(tasks.stream().map(Task::name).toList(), e.tasks());
        String[] lines = e.getMessage().split("\n");
        assertEquals(22, lines.length, e::getMessage);
        assertTrue(lines[20].startsWith("    task task-19 "), lines[20]);
        assertEquals("    … and 3 more", lines[21]);
        mutex.unlock();
        for (Task<?> task : tasks) task.thread().join();
        scope.close();
    }
}
