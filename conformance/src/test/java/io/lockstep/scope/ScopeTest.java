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
import io.lockstep.cond.Cond;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.mutex.Mutex;
import io.lockstep.once.Once;
import io.lockstep.once.OnceFunc;
import io.lockstep.once.OnceValue;
import io.lockstep.orchannel.OrChannel;
import io.lockstep.seam.Probe;
import io.lockstep.select.Select;
import io.lockstep.waitgroup.WaitGroup;
import java.io.File;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the specification does not model: the Java face of a scope, its words and its manners. */
class ScopeTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration NONE = Duration.ZERO;
    private static final Duration DAY = Duration.ofDays(1);
    /** What is not reachable is cleared by the first, but nobody promises that. */
    private static final int GARBAGE_COLLECTIONS = 20;

    private final Channel<String> never = Channel.unbuffered("never");

    private static void untilWaiting(Task<?> task) {
        while (task.thread().getState() != Thread.State.WAITING) Thread.onSpinWait();
    }

    /** Until the task is parked in an operation, as the dump names it, and has answered every interrupt. */
    private static void untilWaiting(Task<?> task, String operation) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (task.thread().isInterrupted() || !parked(task.thread())
                || !Whereabouts.of(task.thread()).contains(" waits in " + operation)) {
            assertTrue(System.nanoTime() < deadline, () -> Whereabouts.of(task.thread()) + " and not in " + operation);
            Thread.onSpinWait();
        }
    }

    private static boolean parked(Thread thread) {
        return thread.getState() == Thread.State.WAITING || thread.getState() == Thread.State.TIMED_WAITING;
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
        void whichIsKeptForItsResultDoesNotKeepItsBody() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                Object[] needed = {new Object()};
                WeakReference<Object> kept = new WeakReference<>(needed[0]);
                List<Task<?>> tasks = List.of(task(scope, needed[0], false), task(scope, needed[0], true));
                assertThrows(TaskFailedException.class, scope::join);
                Task<?> late = task(scope, needed[0], false);
                needed[0] = null;
                for (int i = 0; i < GARBAGE_COLLECTIONS && kept.get() != null; i++) System.gc();
                assertNull(kept.get());
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
                untilWaiting(task);
                task.thread().interrupt();
                assertInstanceOf(InterruptedException.class, assertThrows(TaskFailedException.class, scope::join).getCause());
            }
        }
    }

    @Nested
    class ACancellation {

        /** A close that throws because of what leaves the block is suppressed there: each holds the other. */
        private <E extends Exception> E holdingItself(E thrown) {
            thrown.addSuppressed(new IllegalStateException("the close of a scope within", thrown));
            return thrown;
        }

        @Test
        void findsAFailureThatIsHiddenInItself() {
            IllegalStateException failure = holdingItself(new IllegalStateException("fails"));
            try (Scope scope = new Scope("crawl")) {
                Task<Void> task = scope.start("fetch", () -> {
                    untilInterrupted();
                    throw failure;
                });
                scope.cancel();
                assertSame(failure, assertThrows(TaskFailedException.class, scope::join).getCause());
                assertEquals(Task.State.FAILED, task.state());
            }
        }

        @Test
        void isObeyedByAnInterruptionThatIsHiddenInItself() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                Task<Void> task = scope.start("fetch", () -> {
                    untilInterrupted();
                    throw holdingItself(new InterruptedException());
                });
                scope.cancel();
                scope.join();
                assertEquals(Task.State.CANCELLED, task.state());
            }
        }

        private void untilInterrupted() {
            assertThrows(InterruptedException.class, never::receive);
        }

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

        /** Every operation that waits and can be interrupted, by its signature, in which its dump's name is contained. */
        static Stream<Arguments> blocking() {
            return Stream.of(
                    in("Channel.send(Object)", () -> Channel.unbuffered().send(1)),
                    in("Channel.send(Object) to a full buffer", () -> full().send(2)),
                    in("Channel.send(Object, Duration)", () -> Channel.unbuffered().send(1, DAY)),
                    in("Channel.send(Object) to nil", () -> Channel.nil().send(1)),
                    in("Channel.send(Object, Duration) to nil", () -> Channel.nil().send(1, DAY)),
                    in("Channel.receive()", () -> Channel.unbuffered().receive()),
                    in("Channel.receive(Duration)", () -> Channel.unbuffered().receive(DAY)),
                    in("Channel.receive() from nil", () -> Channel.nil().receive()),
                    in("Channel.receive(Duration) from nil", () -> Channel.nil().receive(DAY)),
                    in("Channel.receive() by an iterator", () -> Channel.unbuffered().iterator().hasNext()),
                    in("Channel.receive() by a stream", () -> Channel.unbuffered().stream().toList()),
                    in("Channel.receive() from an or-channel", () -> {
                        try (OrChannel<Object> or = OrChannel.any(Channel.unbuffered(), Channel.unbuffered())) {
                            or.done().receive();
                        }
                    }),
                    in("Select.run()", () -> Select.cases().receive(Channel.unbuffered(), v -> v).build().run()),
                    in("Select.run() of a send", () -> Select.cases().send(Channel.unbuffered(), 1, () -> 1).build().run()),
                    in("Select.run() on nil", () -> Select.cases().receive(Channel.nil(), v -> v).build().run()),
                    in("Select.run() until a timeout",
                            () -> Select.cases().receive(Channel.unbuffered(), v -> v).after(DAY, () -> 1).build().run()),
                    Arguments.of("Cases.run()", "Select.run",
                            (Scope.Body) () -> Select.cases().receive(Channel.unbuffered(), v -> v).run()),
                    in("Cond.await()", () -> new Cond(locked()).await()),
                    in("Cond.await(Duration)", () -> new Cond(locked()).await(DAY)),
                    in("Cond.await(long, TimeUnit)", () -> new Cond(locked()).await(1, TimeUnit.DAYS)),
                    in("Cond.awaitNanos(long)", () -> new Cond(locked()).awaitNanos(DAY.toNanos())),
                    in("Cond.awaitUntil(Date)", () -> new Cond(locked()).awaitUntil(Date.from(Instant.now().plus(DAY)))),
                    in("Mutex.lockInterruptibly()", () -> locked().lockInterruptibly()),
                    in("Mutex.tryLock(Duration)", () -> locked().tryLock(DAY)),
                    in("Mutex.tryLock(long, TimeUnit)", () -> locked().tryLock(1, TimeUnit.DAYS)),
                    in("Once.runInterruptibly(Runnable)", () -> {
                        Once once = new Once();
                        CountDownLatch begun = new CountDownLatch(1);
                        try (Scope other = new Scope("other")) {
                            other.start("runs it", () -> once.run(() -> {
                                begun.countDown();
                                Channel.nil().iterator().hasNext();
                            }));
                            begun.await();
                            once.runInterruptibly(() -> { });
                        }
                    }),
                    in("WaitGroup.await()", () -> groupOfOne().await()),
                    in("WaitGroup.await(Duration)", () -> groupOfOne().await(DAY)),
                    in("Scope.join() of another", () -> {
                        try (Scope other = new Scope("other")) {
                            other.start("receives", () -> Channel.unbuffered().receive());
                            other.join();
                        }
                    }),
                    in("Scope.join(Duration) of another", () -> {
                        try (Scope other = new Scope("other")) {
                            other.start("receives", () -> Channel.unbuffered().receive());
                            other.join(DAY);
                        }
                    }),
                    in("Thread.sleep(Duration)", () -> Thread.sleep(DAY)));
        }

        private static Arguments in(String signature, Scope.Body body) {
            return Arguments.of(signature, signature.substring(0, signature.indexOf('(')), body);
        }

        private static Channel<Integer> full() throws InterruptedException {
            Channel<Integer> full = Channel.buffered(1);
            full.send(1);
            return full;
        }

        private static Mutex locked() {
            Mutex mutex = new Mutex();
            mutex.lock();
            return mutex;
        }

        private static WaitGroup groupOfOne() {
            WaitGroup group = new WaitGroup();
            group.add(1);
            return group;
        }

        @ParameterizedTest(name = "{0}")
        @MethodSource("blocking")
        void reachesATaskThatWaitsIn(String signature, String operation, Scope.Body body) throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                Task<Void> task = scope.start("waits", body);
                untilWaiting(task, operation);
                scope.cancel();
                assertTrue(scope.join(LONG), scope::dump);
                assertEquals(Task.State.CANCELLED, task.state());
            }
        }

        /** So that the list above is that of all: whatever can be interrupted says so. */
        @Test
        void reachesEveryOperationOfTheLibraryThatWaits() throws Exception {
            Set<String> shown = blocking().map(a -> ((String) a.get()[0]).replaceAll("\\).*", ")")).collect(Collectors.toSet());
            Path library = Path.of(Scope.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            List<String> waiting = new ArrayList<>();
            try (Stream<Path> files = Files.walk(library.resolve("io"))) {
                for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                    String name = library.relativize(file).toString().replace(".class", "").replace(File.separatorChar, '.');
                    if (!name.endsWith("-info")) waiting.addAll(waitingIn(Class.forName(name)));
                }
            }
            assertTrue(waiting.contains("Cond.awaitUntil(Date)"), waiting::toString);
            waiting.removeAll(shown);
            assertEquals(List.of(), waiting);
        }

        private static List<String> waitingIn(Class<?> type) {
            if (type.isInterface() || !Modifier.isPublic(type.getModifiers())) return List.of();
            return Stream.of(type.getDeclaredMethods())
                    .filter(m -> Modifier.isPublic(m.getModifiers()) && List.of(m.getExceptionTypes()).contains(InterruptedException.class))
                    .map(m -> type.getSimpleName() + "." + m.getName() + Stream.of(m.getParameterTypes()).map(Class::getSimpleName)
                            .collect(Collectors.joining(", ", "(", ")")))
                    .toList();
        }

        @Test
        void closesTheDoneChannelWhichPlugsIntoSelect() throws InterruptedException {
            try (Scope scope = new Scope("crawl")) {
                assertSame(scope.done(), scope.done());
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
                untilWaiting(task, operation);
                scope.cancel();
                untilWaiting(task, operation);
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
            untilWaiting(stubborn, "Channel.receive");
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
            for (Task<?> task : tasks) untilWaiting(task, "Mutex.lock");
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
            Object monitor = new Object();
            AtomicBoolean spin = new AtomicBoolean(true);
            try (Scope scope = new Scope("crawl")) {
                untilWaiting(scope.start("selects", () -> Select.<String>cases().receive(never, v -> v).receive(scope.done(), v -> "").run()));
                untilWaiting(scope.start("latches", () -> new CountDownLatch(1).await()));
                untilWaiting(scope.start("parks", () -> LockSupport.park()));
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
                untilWaiting(parks);
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
