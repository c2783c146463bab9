package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.conformance.garbage.Collector;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.seam.Probe;
import io.lockstep.select.Select;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the specification does not model: the Java face of a scope, its words and its manners. */
class ScopeTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration NONE = Duration.ZERO;

    private final Channel<String> never = Channel.unbuffered("never");

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
        void whichIsKeptForItsResultDoesNotKeepItsBody() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                Object[] needed = {new Object()};
                WeakReference<Object> kept = new WeakReference<>(needed[0]);
                List<Task<?>> tasks = List.of(task(scope, needed[0], false), task(scope, needed[0], true));
                assertThrows(TaskFailedException.class, scope::join);
                Task<?> late = task(scope, needed[0], false);
                needed[0] = null;
                Collector.awaitCleared(List.of(kept));
                assertEquals(List.of(Task.State.SUCCEEDED, Task.State.FAILED, Task.State.CANCELLED),
                        Stream.of(tasks.get(0), tasks.get(1), late).map(Task::state).toList());
            }
        }

        private static Task<?> task(Scope scope, Object needed, boolean fails) throws InterruptedException {
            Task<?> task = scope.start("needs", () -> {
                if (fails || needed == null) throw new IllegalStateException("fails");
            });
            if (task.state() != Task.State.CANCELLED) task.thread().join();
            return task;
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
                Waits.until(task);
                task.thread().interrupt();
                assertInstanceOf(InterruptedException.class, assertThrows(TaskFailedException.class, scope::join).getCause());
            }
        }
    }

    @Nested
    class AThreadThatCannotBeStarted {
        @Test
        void isToldToTheCallerAndHoldsNobodyUp() throws InterruptedException {
            Thread used = Thread.startVirtualThread(() -> { });
            used.join();
            try (Scope scope = new Scope("no threads"); TestProbe.Binding binding = TestProbe.bind(new Probe() {
                @Override
                public Thread unstarted(String name, Runnable body) {
                    return used; // it has been started before, and cannot be again
                }
            })) {
                assertThrows(IllegalThreadStateException.class, () -> scope.start("never", () -> { }));
                scope.join();
                assertEquals("Scope[no threads, open, 0 tasks]", scope.toString());
            }
        }
    }

    @Nested
    class ADump {
        @Test
        void saysWhereEachTaskIs() throws InterruptedException {
            AtomicBoolean spin = new AtomicBoolean(true);
            try (Scope scope = new Scope("crawl")) {
                Waits.until(scope.start("selects", () -> Select.<String>cases().receive(never, v -> v).receive(scope.done(), v -> "").run()));
                Waits.until(scope.start("latches", () -> new CountDownLatch(1).await()));
                Waits.until(scope.start("parks", () -> LockSupport.park()));
                Task<?> sleeps = scope.start("sleeps", () -> Thread.sleep(Duration.ofDays(1)));
                while (sleeps.thread().getState() != Thread.State.TIMED_WAITING) Thread.onSpinWait();
                CountDownLatch begun = new CountDownLatch(1);
                scope.start("spins", () -> {
                    begun.countDown();
                    spin(spin);
                });
                begun.await();
                String[] lines = scope.dump().split("\n    ");
                spin.set(false);
                assertEquals("Scope[crawl, open, 5 tasks]", lines[0]);
                assertTrue(lines[1].startsWith("task selects waits in Select.run on Select[receive never, receive crawl.done], called by "), lines[1]);
                assertTrue(lines[2].startsWith("task latches waits in CountDownLatch.await on java.util.concurrent.CountDownLatch$Sync"), lines[2]);
                assertTrue(lines[3].startsWith("task parks waits in LockSupport.park, called by io.lockstep.scope.ScopeTest"), lines[3]);
                assertTrue(lines[4].startsWith("task sleeps waits in Thread.sleep, called by io.lockstep.scope.ScopeTest"), lines[4]);
                assertTrue(lines[5].startsWith("task spins runs in io.lockstep.scope.ScopeTest"), lines[5]);
            }
        }

        @Test
        void doesNotAskAForeignBlockerForItsText() {
            Object hostile = new Object() {
                @Override
                public String toString() {
                    throw new AssertionError("asked");
                }
            };
            try (Scope scope = new Scope("crawl")) {
                Task<Void> parks = scope.start("parks", () -> LockSupport.park(hostile));
                Waits.until(parks);
                assertTrue(scope.dump().contains("\n    task parks waits in LockSupport.park on " + Objects.toIdentityString(hostile)
                        + ", called by io.lockstep.scope.ScopeTest$ADump."), scope::dump);
            }
        }

        @Test
        void tellsATaskThatIsAboutToBeginFromOneThatHasEnded() throws InterruptedException {
            Thread thread = Thread.ofVirtual().name("fetch").unstarted(() -> { });
            assertEquals("task fetch is about to begin", Whereabouts.of(thread));
            thread.start();
            thread.join();
            assertEquals("task fetch has ended", Whereabouts.of(thread));
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
