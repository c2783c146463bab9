package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Received;
import io.lockstep.select.Select;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the specification does not model: the Java face of a scope, its words and its manners. */
class ScopeTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration NONE = Duration.ZERO;

    private final Channel<String> never = Channel.unbuffered("never");

    private static void untilWaiting(Task<?> task) {
        while (task.thread().getState() != Thread.State.WAITING) Thread.onSpinWait();
    }

    @Nested
    class ATask {
        @Test
        void runsInAVirtualThreadOfItsName() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                Task<String> task = scope.start("fetch", () -> Thread.currentThread().getName());
                scope.join();
                assertEquals("fetch", task.result());
                assertEquals("fetch", task.name());
                assertTrue(task.thread().isVirtual());
                assertEquals("Task[fetch, succeeded]", task.toString());
            }
        }

        @Test
        void mayHaveNoResult() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                Task<Void> task = scope.start("fetch", () -> { });
                scope.join();
                assertNull(task.result());
            }
        }

        @Test
        void hasNoResultBeforeItsEnd() {
            try (Scope scope = new Scope("crawl")) {
                Task<String> task = scope.start("fetch", () -> never.receive());
                IllegalStateException e = assertThrows(IllegalStateException.class, task::result);
                assertEquals("task fetch has not ended; join its scope before you ask for results", e.getMessage());
                assertEquals(Task.State.RUNNING, task.state());
            }
        }

        @Test
        void mayStartOthers() throws InterruptedException {
            AtomicInteger ended = new AtomicInteger();
            try (Scope scope = new Scope("crawl")) {
                scope.start("parent", () -> {
                    for (int i = 0; i < 10; i++) scope.start("child-" + i, ended::incrementAndGet);
                });
                scope.join();
                assertEquals(10, ended.get());
            }
        }

        @Test
        void cannotWaitForItself() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                Task<Void> joins = scope.start("joins", () -> {
                    IllegalStateException e = assertThrows(IllegalStateException.class, scope::join);
                    assertEquals("deadlock: task joins calls join of the scope crawl that it lives in, and would wait for itself;"
                            + " leave that to whoever opened the scope", e.getMessage());
                    assertThrows(IllegalStateException.class, scope::close);
                });
                scope.join();
                assertEquals(Task.State.SUCCEEDED, joins.state());
            }
        }
    }

    @Nested
    class AJoin {
        @Test
        void returnsWhenAllHaveEnded() throws InterruptedException {
            AtomicInteger ended = new AtomicInteger();
            try (Scope scope = new Scope("crawl")) {
                for (int i = 0; i < 100; i++) {
                    scope.start("task-" + i, () -> {
                        Thread.yield();
                        ended.incrementAndGet();
                    });
                }
                scope.join();
                assertEquals(100, ended.get());
                assertEquals("Scope[crawl, open, 0 tasks]", scope.toString());
            }
        }

        @Test
        void mayBeFollowedByMoreTasks() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                assertEquals(1, joined(scope, scope.start("one", () -> 1)));
                assertEquals(2, joined(scope, scope.start("two", () -> 2)));
            }
        }

        private static <T> T joined(Scope scope, Task<T> task) throws InterruptedException {
            scope.join();
            return task.result();
        }

        @Test
        void mayTakeOnlySoLong() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                assertTrue(scope.join(NONE), "nobody to wait for");
                CountDownLatch mayEnd = new CountDownLatch(1);
                scope.start("fetch", () -> mayEnd.await());
                assertFalse(scope.join(NONE));
                assertFalse(scope.join(Duration.ofNanos(1)));
                mayEnd.countDown();
                assertTrue(scope.join(LONG));
            }
        }

        @Test
        void thatIsInterruptedLeavesTheTasksAlone() throws InterruptedException {
            CountDownLatch mayEnd = new CountDownLatch(1);
            try (Scope scope = new Scope("crawl")) {
                Task<Void> task = scope.start("fetch", () -> mayEnd.await());
                Thread.currentThread().interrupt();
                InterruptedException e = assertThrows(InterruptedException.class, scope::join);
                assertEquals("join of crawl interrupted; its tasks go on", e.getMessage());
                assertFalse(Thread.currentThread().isInterrupted());
                mayEnd.countDown();
                scope.join();
                assertEquals(Task.State.SUCCEEDED, task.state());
            }
        }
    }

    @Nested
    class AFailure {
        @Test
        void cancelsTheOthersAndIsRethrown() {
            IOException failure = new IOException("no route");
            var seen = new Object() {
                Task<String> other;
            };
            TaskFailedException e = assertThrows(TaskFailedException.class, () -> {
                try (Scope scope = new Scope("crawl")) {
                    seen.other = scope.start("waits", () -> never.receive());
                    scope.start("fails", () -> {
                        throw failure;
                    });
                    scope.join();
                }
            });
            assertSame(failure, e.getCause());
            assertEquals("fails", e.task());
            assertEquals("task fails of scope crawl failed: java.io.IOException: no route", e.getMessage());
            assertEquals(0, e.getSuppressed().length, "the other one has obeyed, and close does not repeat what join has thrown");
            assertEquals(Task.State.CANCELLED, seen.other.state());
            assertInstanceOf(InterruptedException.class, assertThrows(IllegalStateException.class, seen.other::result).getCause());
        }

        @Test
        void thatComesLaterIsSuppressed() {
            RuntimeException first = new RuntimeException("first");
            RuntimeException second = new RuntimeException("second");
            try (Scope scope = new Scope("crawl")) {
                scope.start("second", () -> {
                    try {
                        never.receive();
                    } catch (InterruptedException e) {
                        throw second;
                    }
                });
                scope.start("first", () -> {
                    throw first;
                });
                TaskFailedException e = assertThrows(TaskFailedException.class, scope::join);
                assertSame(first, e.getCause());
                assertEquals(List.of(second), List.of(e.getSuppressed()));
            }
        }

        @Test
        void isThrownByCloseIfNobodyHasJoined() throws InterruptedException {
            Scope scope = new Scope("crawl");
            Error failure = new AssertionError("wrong");
            Task<Void> task = scope.start("fails", () -> {
                throw failure;
            });
            task.thread().join();
            assertSame(failure, assertThrows(TaskFailedException.class, scope::close).getCause());
            scope.close();
            assertSame(failure, assertThrows(TaskFailedException.class, scope::join).getCause());
            assertEquals(Task.State.FAILED, task.state());
        }

        @Test
        void isAnInterruptThatDidNotComeOfTheCancellation() {
            try (Scope scope = new Scope("crawl")) {
                Task<String> task = scope.start("fetch", () -> never.receive());
                untilWaiting(task);
                task.thread().interrupt();
                assertInstanceOf(InterruptedException.class, assertThrows(TaskFailedException.class, scope::join).getCause());
            }
        }
    }

    @Nested
    class ACancellation {
        @Test
        void interruptsEveryTask() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                List<Task<?>> tasks = List.of(scope.start("receives", () -> never.receive()),
                        scope.start("iterates", () -> never.iterator().hasNext()),
                        scope.start("sleeps", () -> Thread.sleep(Duration.ofDays(1))),
                        scope.start("wraps", () -> {
                            try {
                                never.receive();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        }));
                scope.cancel();
                scope.cancel();
                scope.join();
                for (Task<?> task : tasks) assertEquals(Task.State.CANCELLED, task.state(), task::name);
                assertEquals("Scope[crawl, cancelled, 0 tasks]", scope.toString());
            }
        }

        @Test
        void closesTheDoneChannelWhichPlugsIntoSelect() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                assertInstanceOf(Received.NotReady.class, scope.done().tryReceive());
                scope.cancel();
                assertEquals("cancelled", Select.<String>cases().receive(never, v -> v).receive(scope.done(), v -> "cancelled").run());
                assertEquals("crawl.done", scope.done().name());
            }
        }

        @Test
        void reachesTheTasksOfTasks() throws InterruptedException {
            AtomicInteger cancelled = new AtomicInteger();
            CountDownLatch begun = new CountDownLatch(1);
            try (Scope outer = new Scope("outer")) {
                outer.start("nests", () -> {
                    try (Scope inner = new Scope("inner")) {
                        inner.start("waits", () -> {
                            begun.countDown();
                            try {
                                never.receive();
                            } finally {
                                cancelled.incrementAndGet();
                            }
                        });
                        inner.join();
                    }
                });
                begun.await();
                outer.cancel();
                outer.join();
                assertEquals(1, cancelled.get());
            }
        }

        @Test
        void keepsTasksFromStarting() throws InterruptedException {
            AtomicBoolean ran = new AtomicBoolean();
            try (Scope scope = new Scope("crawl")) {
                scope.cancel();
                Task<Void> late = scope.start("late", () -> ran.set(true));
                assertEquals(Task.State.CANCELLED, late.state());
                assertEquals("task late has no result; it has been cancelled",
                        assertThrows(IllegalStateException.class, late::result).getMessage());
                scope.join();
                assertFalse(ran.get());
            }
        }
    }

    @Nested
    class AClose {
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

        @Test
        void saysWhoDoesNotEndAndWhereItIs() throws InterruptedException {
            Scope scope = new Scope("crawl", Duration.ofMillis(50));
            AtomicBoolean mayEnd = new AtomicBoolean();
            RuntimeException failure = new RuntimeException("another one fails");
            Task<Void> stubborn = scope.start("stubborn", () -> ignoreEverything(mayEnd));
            scope.start("fails", () -> {
                throw failure;
            });
            ScopeNotClosedException e = assertThrows(ScopeNotClosedException.class, scope::close);
            assertEquals(List.of("stubborn"), e.tasks());
            assertEquals(List.of(failure), List.of(e.getSuppressed()));
            String[] lines = e.getMessage().split("\n");
            assertEquals("scope crawl is not closed: a task has not ended within PT0.05S after the cancellation; a task has to"
                    + " end when it is interrupted or finds the done channel closed", lines[0]);
            assertTrue(lines[1].startsWith("    task stubborn waits in Channel.receive on Channel[never, open, 0/0 buffered, 0 sending,"
                    + " 1 receiving], called by io.lockstep.scope.ScopeTest$AClose.ignoreEverything(ScopeTest.java:"), lines[1]);
            mayEnd.set(true);
            stubborn.thread().interrupt();
            scope.close();
        }
    }

    @Nested
    class ADump {
        @Test
        void saysWhereEachTaskIs() throws InterruptedException {
            Object monitor = new Object();
            AtomicBoolean spin = new AtomicBoolean(true);
            try (Scope scope = new Scope("crawl")) {
                untilWaiting(scope.start("selects", () -> Select.<String>cases().receive(never, v -> v).receive(scope.done(), v -> "").run()));
                untilWaiting(scope.start("latches", () -> new CountDownLatch(1).await()));
                untilWaiting(scope.start("parks", () -> LockSupport.park()));
                Task<?> sleeps = scope.start("sleeps", () -> Thread.sleep(Duration.ofDays(1)));
                while (sleeps.thread().getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
                scope.start("spins", () -> spin(spin));
                String[] lines = scope.dump().split("\n    ");
                spin.set(false);
                assertEquals("Scope[crawl, open, 5 tasks]", lines[0]);
                assertTrue(lines[1].startsWith("task selects waits in Select.run on Select[receive never, receive crawl.done], called by "), lines[1]);
                assertTrue(lines[2].startsWith("task latches waits in CountDownLatch.await on java.util.concurrent.CountDownLatch$Sync"), lines[2]);
                assertTrue(lines[3].startsWith("task parks waits in LockSupport.park, called by io.lockstep.scope.ScopeTest"), lines[3]);
                assertTrue(lines[4].startsWith("task sleeps waits in Thread.sleep, called by io.lockstep.scope.ScopeTest"), lines[4]);
                assertTrue(lines[5].startsWith("task spins "), lines[5]);
            }
        }

        private static void spin(AtomicBoolean goOn) {
            while (goOn.get()) Thread.onSpinWait();
        }
    }

    @Test
    void namesAndBodiesAreNeeded() {
        assertThrows(NullPointerException.class, () -> new Scope(null));
        assertThrows(NullPointerException.class, () -> new Scope("crawl", null));
        try (Scope scope = new Scope("crawl")) {
            assertEquals("crawl", scope.name());
            assertThrows(NullPointerException.class, () -> scope.start(null, () -> { }));
            assertThrows(NullPointerException.class, () -> scope.start("fetch", (Scope.Body) null));
            assertThrows(NullPointerException.class, () -> scope.start("fetch", (java.util.concurrent.Callable<?>) null));
        }
    }
}
