package io.lockstep.cond;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.mutex.Mutex;
import io.lockstep.scope.Scope;
import io.lockstep.scope.Task;
import io.lockstep.seam.Probe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What Go promises of a condition variable, and what the specification does not model: its Java face. */
class CondTest {

    private Scope scope;

    @BeforeEach
    void threadsEndWithTheTest(Scope scope) {
        this.scope = scope;
    }

    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofNanos(1);

    private final Mutex mutex = new Mutex();
    private final Cond cond = new Cond(mutex, "changed");
    private final List<Integer> woken = Collections.synchronizedList(new ArrayList<>());

    @Nested
    class Signals {

        @Test
        void wakeInTheOrderOfWaiting() throws InterruptedException {
            List<Thread> waiters = waiters(30);
            for (int i = 0; i < 30; i++) {
                cond.signal();
                waiters.get(i).join();
            }
            assertEquals(IntStream.range(0, 30).boxed().toList(), woken);
        }

        @Test
        void areNotRemembered() throws InterruptedException {
            cond.signal();
            cond.broadcast();
            mutex.lock();
            assertFalse(cond.await(SHORT));
        }

        @Test
        void mayBeSentWithoutTheLock() throws InterruptedException {
            List<Thread> waiters = waiters(1);
            mutex.lock();
            inAnotherThread(cond::signal);
            mutex.unlock();
            waiters.get(0).join();
        }

        @Test
        void goToTheNextIfTheFirstHasGivenUp() throws InterruptedException {
            List<Thread> waiters = waiters(2);
            waiters.get(0).interrupt();
            waiters.get(0).join();
            cond.signal();
            waiters.get(1).join();
            assertEquals(List.of(-1, 1), woken);
        }
    }

    @Nested
    class ABroadcast {

        @Test
        void wakesEverybodyAndNobodyWhoComesLater() throws InterruptedException {
            List<Thread> waiters = waiters(20);
            cond.broadcast();
            for (Thread waiter : waiters) waiter.join();
            assertEquals(20, woken.size());
            Thread late = waiters(1).get(0);
            cond.signalAll();
            late.join();
        }

        /** Go's TestCondSignalStealing: the signalled waiter has not run yet when another one comes. */
        @Test
        void isNotTakenAwayByOneWhoComesLater() throws InterruptedException {
            List<Thread> waiters = waiters(1);
            mutex.lock();
            cond.broadcast();
            assertFalse(cond.await(SHORT), "the wake-up is not for this one");
            mutex.unlock();
            waiters.get(0).join();
        }
    }

    @Nested
    class WithoutTheLock {

        private void fails(org.junit.jupiter.api.function.Executable await) {
            IllegalMonitorStateException e = assertThrows(IllegalMonitorStateException.class, await);
            assertEquals("wait for changed without its lock; lock it first", e.getMessage());
            assertTrue(e.getCause().getMessage().startsWith("unlock of unlocked mutex"), e.getCause().getMessage());
            assertEquals("Cond[changed, 0 waiting]", cond.toString());
        }

        @Test
        void aWaitFailsAndLeavesNoTrace() {
            fails(cond::await);
            fails(() -> cond.await(LONG));
            fails(cond::awaitUninterruptibly);
            assertFalse(mutex.isLocked());
        }
    }

    @Nested
    class AWaitThatEndsOtherwise {

        @Test
        void byTimeSaysSoAndHasTheLock() throws InterruptedException {
            mutex.lock();
            assertFalse(cond.await(SHORT));
            assertFalse(cond.await(1, TimeUnit.NANOSECONDS));
            assertFalse(cond.await(Duration.ofSeconds(-1)));
            assertFalse(cond.await(Duration.ofSeconds(Long.MIN_VALUE)));
            assertFalse(cond.await(Long.MIN_VALUE, TimeUnit.DAYS));
            assertTrue(cond.awaitNanos(1) <= 0);
            assertTrue(cond.awaitNanos(Long.MIN_VALUE) <= 0);
            assertFalse(cond.awaitUntil(new Date(0)));
            assertFalse(cond.awaitUntil(new Date(Long.MIN_VALUE)));
            assertTrue(mutex.isLocked());
        }

        @Test
        void byAnInterruptThrowsAndHasTheLock() {
            mutex.lock();
            try (TestProbe.Binding binding = TestProbe.bind(new Probe() {
                @Override
                public void park(Object blocker) {
                    Thread.currentThread().interrupt();
                }
            })) {
                InterruptedException e = assertThrows(InterruptedException.class, cond::await);
                assertEquals("wait for changed interrupted before it was signalled", e.getMessage());
            }
            assertFalse(Thread.interrupted(), "the flag has been used up");
            assertTrue(mutex.isLocked());
        }

        @Test
        void byAnInterruptOnEntryHasNoEffect() {
            mutex.lock();
            for (var await : List.<org.junit.jupiter.api.function.Executable>of(cond::await, () -> cond.await(LONG))) {
                Thread.currentThread().interrupt();
                assertThrows(InterruptedException.class, await);
                assertTrue(mutex.isLocked());
            }
        }

        @Test
        void saysHowMuchTimeIsLeft() throws InterruptedException {
            mutex.lock();
            scope.start("signals", () -> {
                awaitWaiters(1);
                cond.signal();
            });
            long left = cond.awaitNanos(LONG.toNanos());
            assertTrue(left > 0 && left < LONG.toNanos(), left + " ns");
        }
    }

    /**
     * A signal comes to a waiter that has been interrupted, or whose time is up, before it can withdraw. Then
     * it counts as signalled, and an interrupt stays pending.
     */
    @Nested
    class ASignalThatMeetsOneWhoGivesUp {

        private final class GivesUp implements Probe {
            private boolean parked;

            @Override
            public void park(Object blocker) {
                parked = true;
                Thread.currentThread().interrupt();
            }

            @Override
            public void parkNanos(Object blocker, long nanos) {
                parked = true;
            }

            @Override
            public long nanoTime() {
                return parked ? LONG.toNanos() + 1 : 0;
            }

            @Override
            public void point(String place) {
                if (!parked || !place.equals("enter")) return;
                parked = false;
                cond.signal();
            }
        }

        @Test
        void countsThoughItIsInterrupted() throws InterruptedException {
            mutex.lock();
            try (TestProbe.Binding binding = TestProbe.bind(new GivesUp())) {
                cond.await();
            }
            assertTrue(Thread.interrupted(), "the interrupt is still pending");
            assertTrue(mutex.isLocked());
        }

        @Test
        void countsThoughItsTimeIsUp() throws InterruptedException {
            mutex.lock();
            try (TestProbe.Binding binding = TestProbe.bind(new GivesUp())) {
                assertTrue(cond.await(LONG));
            }
            assertTrue(mutex.isLocked());
        }
    }

    @Nested
    class OverAnyLock {

        private void signalled(Lock lock) throws Exception {
            Condition condition = new Cond(lock);
            Task<Boolean> waiter = scope.start("waits", () -> {
                lock.lock();
                try {
                    return condition.await(20, TimeUnit.SECONDS);
                } finally {
                    lock.unlock();
                }
            });
            while (!condition.toString().endsWith(" 1 waiting]")) Thread.onSpinWait();
            lock.lock();
            condition.signal();
            lock.unlock();
            scope.join();
            assertTrue(waiter.result());
        }

        @Test
        void aReentrantLock() throws Exception {
            signalled(new ReentrantLock());
        }

        @Test
        void aReadLock() throws Exception {
            signalled(new ReentrantReadWriteLock().readLock());
        }

        @Test
        void aLockThatRefusesFailsTheWait() {
            Cond cond = new Cond(new ReentrantLock(), "changed");
            assertEquals("wait for changed without its lock; lock it first",
                    assertThrows(IllegalMonitorStateException.class, cond::await).getMessage());
        }
    }

    /** The bounded queue of the book: at most two items; whoever adds to a full queue waits for a removal. */
    @Test
    void theBoundedQueueNeverOverflows() throws InterruptedException {
        Deque<Integer> queue = new ArrayDeque<>();
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            mutex.lock();
            while (queue.size() == 2) cond.await();
            queue.add(i);
            sizes.add(queue.size());
            scope.start("removes", () -> {
                mutex.lock();
                queue.remove();
                mutex.unlock();
                cond.signal();
            });
            mutex.unlock();
        }
        scope.join();
        assertTrue(queue.isEmpty());
        assertTrue(Collections.max(sizes) <= 2, sizes.toString());
    }

    /** The Button of the book, with subscribers that report while they hold the lock. */
    @Test
    void everySubscriberHearsTheClick() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(3);
        CountDownLatch handled = new CountDownLatch(3);
        for (int i = 0; i < 3; i++) {
            scope.start("hears", () -> {
                mutex.lock();
                running.countDown();
                cond.awaitUninterruptibly();
                handled.countDown();
                mutex.unlock();
            });
        }
        running.await();
        mutex.lock();
        cond.broadcast();
        mutex.unlock();
        assertTrue(handled.await(20, TimeUnit.SECONDS));
    }

    /** The Button as the book has it: the click comes between the report and the wait. */
    @Test
    void aClickBeforeTheWaitIsLost() throws InterruptedException {
        cond.broadcast();
        mutex.lock();
        assertFalse(cond.await(SHORT));
    }

    @Test
    void itsNameIsItsOwnOrUnique() {
        assertEquals("changed", cond.name());
        assertTrue(mutex.newCondition().name().matches("cond-\\d+"));
        assertThrows(NullPointerException.class, () -> new Cond(null));
        assertThrows(NullPointerException.class, () -> new Cond(mutex, null));
    }

    @Test
    void whatWasDoneBeforeASignalIsSeenAfterTheWait() throws Exception {
        int[] value = new int[1];
        Task<Integer> waiter = scope.start("waits", () -> {
            mutex.lock();
            cond.await();
            mutex.unlock();
            return value[0];
        });
        awaitWaiters(1);
        value[0] = 1;
        cond.signal();
        scope.join();
        assertEquals(1, waiter.result());
    }

    /** Threads that wait, the first one first, and then note their number, or -1 if they were interrupted. */
    private List<Thread> waiters(int count) {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            threads.add(scope.start("waits", () -> {
                mutex.lock();
                try {
                    cond.await();
                    woken.add(number);
                } catch (InterruptedException e) {
                    woken.add(-1);
                } finally {
                    mutex.unlock();
                }
            }).thread());
            awaitWaiters(i + 1);
        }
        return threads;
    }

    private void awaitWaiters(int count) {
        while (!cond.toString().endsWith(" " + count + " waiting]")) Thread.onSpinWait();
    }

    private void inAnotherThread(Runnable action) throws InterruptedException {
        scope.start("another", action::run).thread().join();
    }
}
