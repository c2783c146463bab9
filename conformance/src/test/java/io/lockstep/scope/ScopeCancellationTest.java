package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Received;
import io.lockstep.cond.Cond;
import io.lockstep.mutex.Mutex;
import io.lockstep.once.Once;
import io.lockstep.orchannel.OrChannel;
import io.lockstep.select.Select;
import io.lockstep.waitgroup.WaitGroup;
import java.io.File;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a cancellation reaches, and what is taken for obedience. */
class ScopeCancellationTest {

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration DAY = Duration.ofDays(1);

    private final Channel<String> never = Channel.unbuffered("never");

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
            Waits.until(task, operation);
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
}
