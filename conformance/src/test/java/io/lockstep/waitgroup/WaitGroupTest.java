package io.lockstep.waitgroup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.scope.Scope;
import io.lockstep.scope.Task;
import io.lockstep.seam.Probe;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the specification does not model: the Java face of a WaitGroup, its words and its manners. */
class WaitGroupTest {

    private Scope scope;

    @BeforeEach
    void threadsEndWithTheTest(Scope scope) {
        this.scope = scope;
    }

    private static final Duration LONG = Duration.ofSeconds(20);

    private final WaitGroup group = new WaitGroup("pages");

    /** Returns when so many threads wait for the group. */
    private void untilWaiting(int threads) {
        while (!group.toString().endsWith(", " + threads + " waiting]")) Thread.onSpinWait();
    }

    @Nested
    class AnAwait {
        @Test
        void returnsAtOnceIfThereIsNothingToDo() throws InterruptedException {
            group.await();
            assertTrue(group.await(LONG));
            assertTrue(group.await(Duration.ZERO));
        }

        @Test
        void returnsAfterTheLastIsDone() throws Exception {
            group.add(2);
            Task<Boolean> waiter = scope.start("waits", () -> group.await(LONG));
            untilWaiting(1);
            group.done();
            assertEquals("WaitGroup[pages, 1 to do, 1 waiting]", group.toString());
            assertEquals(Task.State.RUNNING, waiter.state());
            group.done();
            scope.join();
            assertTrue(waiter.result());
        }

        @Test
        void isReleasedTogetherWithAllOthers() throws InterruptedException {
            group.add(1);
            AtomicInteger released = new AtomicInteger();
            for (int i = 0; i < 1_000; i++) {
                scope.start("waits", () -> {
                    group.await();
                    released.incrementAndGet();
                });
            }
            untilWaiting(1_000);
            group.done();
            scope.join();
            assertEquals(1_000, released.get());
        }

        @Test
        void doesNotWaitForever() throws InterruptedException {
            group.add(1);
            assertFalse(group.await(Duration.ofMillis(1)));
            assertFalse(group.await(Duration.ZERO));
            assertFalse(group.await(Duration.ofNanos(Long.MIN_VALUE)));
            assertEquals("WaitGroup[pages, 1 to do, 0 waiting]", group.toString());
        }

        @Test
        void canBeInterrupted() throws Exception {
            group.add(1);
            Task<Boolean> flag = scope.start("waits", () -> {
                InterruptedException e = assertThrows(InterruptedException.class, group::await);
                assertEquals("await of pages interrupted; the group may not be done", e.getMessage());
                return Thread.currentThread().isInterrupted();
            });
            untilWaiting(1);
            flag.thread().interrupt();
            scope.join();
            assertFalse(flag.result());
            assertEquals("WaitGroup[pages, 1 to do, 0 waiting]", group.toString());
        }

        @Test
        void thatFindsItsThreadInterruptedIsRefusedUnlessItDoesNotWait() throws InterruptedException {
            Thread.currentThread().interrupt();
            assertTrue(group.await(Duration.ZERO));
            assertTrue(Thread.currentThread().isInterrupted());
            assertThrows(InterruptedException.class, group::await);
            assertFalse(Thread.interrupted());
        }
    }

    @Nested
    class ATaskOfTheGroup {
        @Test
        void isAwaited() throws InterruptedException {
            AtomicInteger done = new AtomicInteger();
            for (int i = 0; i < 100; i++) {
                group.go(() -> {
                    Thread.yield();
                    done.incrementAndGet();
                });
            }
            group.await();
            assertEquals(100, done.get());
        }

        @Test
        void isCountedBeforeItRuns() throws InterruptedException {
            CountDownLatch mayBegin = new CountDownLatch(1);
            Thread task;
            try (TestProbe.Binding binding = TestProbe.bind(new Probe() {
                @Override
                public Thread unstarted(String name, Runnable body) {
                    return Probe.super.unstarted(name, () -> {
                        awaitUninterrupted(mayBegin);
                        body.run();
                    });
                }
            })) {
                task = group.go(() -> { });
            }
            assertFalse(group.await(Duration.ZERO));
            mayBegin.countDown();
            assertTrue(group.await(LONG));
            assertTrue(task.isVirtual());
            assertEquals("pages", task.getName());
        }

        private static void awaitUninterrupted(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Test
        void isDoneAlsoIfItThrows() throws InterruptedException {
            RuntimeException failure = new RuntimeException("the task fails");
            AtomicReference<Throwable> told = new AtomicReference<>();
            Thread.UncaughtExceptionHandler before = Thread.getDefaultUncaughtExceptionHandler();
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> told.set(e));
            try {
                Thread task = group.go(() -> {
                    throw failure;
                });
                assertTrue(group.await(LONG));
                task.join();
                assertSame(failure, told.get());
            } finally {
                Thread.setDefaultUncaughtExceptionHandler(before);
            }
        }

        @Test
        void isNotNull() {
            assertThrows(NullPointerException.class, () -> group.go(null));
            assertEquals("WaitGroup[pages, 0 to do, 0 waiting]", group.toString());
        }
    }

    @Nested
    class MistakesAreToldInGosWords {
        private void saying(String goMessage, Runnable mistake) {
            String before = group.toString();
            WaitGroupMisuseException e = assertThrows(WaitGroupMisuseException.class, mistake::run);
            assertTrue(e.getMessage().startsWith(goMessage), e.getMessage());
            assertEquals(before, group.toString());
        }

        @Test
        void aDoneTooMany() {
            saying("negative WaitGroup counter: add(-1) to pages;", group::done);
            group.add(2);
            saying("negative WaitGroup counter: add(-3) to pages;", () -> group.add(-3));
        }

        @Test
        void moreThanCanBeCounted() {
            group.add(Integer.MAX_VALUE);
            saying("WaitGroup counter overflow: add(1) to pages; it counts to 2147483647", () -> group.add(1));
        }

        /** The one who was released cannot come out, for it is not woken until the mistake has been made. */
        @Test
        void aRoundThatBeginsTooEarly() throws InterruptedException {
            group.add(1);
            Thread waiter = scope.start("waits", () -> group.await()).thread();
            untilWaiting(1);
            while (waiter.getState() != Thread.State.WAITING) Thread.onSpinWait();
            try (TestProbe.Binding heldBack = TestProbe.bind(new Probe() {
                @Override
                public void unpark(Thread thread) {
                }
            })) {
                group.done();
                saying("WaitGroup is reused before previous Wait has returned: add(1) to pages;", () -> group.add(1));
            }
            LockSupport.unpark(waiter);
            waiter.join();
            group.add(1);
            group.done();
        }
    }

    @Test
    void aGroupCanBeUsedRoundAfterRound() throws InterruptedException {
        AtomicInteger done = new AtomicInteger();
        for (int round = 1; round <= 10; round++) {
            for (int i = 0; i < 10; i++) group.go(done::incrementAndGet);
            group.await();
            assertEquals(10 * round, done.get());
        }
    }

    @Test
    void aGroupWithoutANameHasANumber() {
        assertTrue(new WaitGroup().name().matches("waitgroup-\\d+"));
        assertThrows(NullPointerException.class, () -> new WaitGroup(null));
    }
}
