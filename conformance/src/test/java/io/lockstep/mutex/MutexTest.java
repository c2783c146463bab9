package io.lockstep.mutex;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.cond.Cond;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.scope.Scope;
import io.lockstep.scope.Task;
import io.lockstep.seam.Probe;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the specification does not model: the Java face of a mutex, its words and its manners. */
class MutexTest {

    private Scope scope;

    @BeforeEach
    void threadsEndWithTheTest(Scope scope) {
        this.scope = scope;
    }

    private static final Duration LONG = Duration.ofSeconds(20);

    private final Mutex mutex = new Mutex("accounts");

    @Nested
    class AMutexIs {

        @Test
        void aLock() throws InterruptedException {
            Lock lock = mutex;
            lock.lock();
            assertTrue(mutex.isLocked());
            lock.unlock();
            lock.lockInterruptibly();
            lock.unlock();
            assertTrue(lock.tryLock(1, TimeUnit.SECONDS));
            lock.unlock();
            assertFalse(mutex.isLocked());
        }

        @Test
        void notReentrant() throws InterruptedException {
            mutex.lock();
            assertFalse(mutex.tryLock());
            assertFalse(mutex.tryLock(Duration.ofNanos(1)));
        }

        @Test
        void notWaitedForIfThereIsNoTime() throws InterruptedException {
            mutex.lock();
            assertFalse(mutex.tryLock(Duration.ZERO));
            assertFalse(mutex.tryLock(Duration.ofSeconds(Long.MIN_VALUE)));
            assertFalse(mutex.tryLock(Long.MIN_VALUE, TimeUnit.DAYS));
        }

        @Test
        void notBoundToAThread() throws Exception {
            mutex.lock();
            inAnotherThread(mutex::unlock);
            assertFalse(mutex.isLocked());
            inAnotherThread(mutex::lock);
            assertTrue(mutex.isLocked());
            mutex.unlock();
        }

        @Test
        void theOwnerOfAConditionVariable() {
            assertInstanceOf(Cond.class, mutex.newCondition());
        }
    }

    @Nested
    class MistakesAreTold {

        @Test
        void anUnlockOfAnUnlockedMutex() {
            IllegalMonitorStateException e = assertThrows(IllegalMonitorStateException.class, mutex::unlock);
            assertEquals("unlock of unlocked mutex: accounts; each unlock needs a lock of its own, though not by the"
                    + " same thread", e.getMessage());
            assertTrue(mutex.tryLock(), "the mutex is as it was");
        }

        @Test
        void nullInPlaceOfAName() {
            assertThrows(NullPointerException.class, () -> new Mutex(null));
        }

        @Test
        void nullInPlaceOfATime() {
            assertThrows(NullPointerException.class, () -> mutex.tryLock(null));
        }
    }

    @Nested
    class AnInterrupt {

        @Test
        void onEntryIsRefusedByTheInterruptibleForms() {
            for (var lock : List.<org.junit.jupiter.api.function.Executable>of(mutex::lockInterruptibly,
                    () -> mutex.tryLock(LONG), () -> mutex.tryLock(0, TimeUnit.SECONDS))) {
                Thread.currentThread().interrupt();
                InterruptedException e = assertThrows(InterruptedException.class, lock);
                assertEquals("lock of accounts interrupted; it has not been locked", e.getMessage());
                assertFalse(Thread.interrupted(), "the flag has been used up");
                assertFalse(mutex.isLocked());
            }
        }

        @Test
        void makesNoDifferenceToLockAndTryLock() {
            Thread.currentThread().interrupt();
            mutex.lock();
            mutex.unlock();
            assertTrue(mutex.tryLock());
            assertTrue(Thread.interrupted(), "the flag stays");
        }

        @Test
        void staysPendingIfLockHadToWait() throws Exception {
            mutex.lock();
            Task<Boolean> waiter = scope.start("waits", () -> {
                mutex.lock();
                return Thread.interrupted();
            });
            Thread thread = waiter.thread();
            awaitWaiters(1);
            for (int i = 0; i < 2; i++) {
                thread.interrupt();
                while (thread.isInterrupted() || thread.getState() != Thread.State.WAITING) Thread.onSpinWait();
            }
            mutex.unlock();
            scope.join();
            assertTrue(waiter.result(), "the flag stays");
        }
    }

    /**
     * A waiter gives up, and an unlock comes just before it can withdraw:
     *
     * <ol>
     * <li>the waiter parks, and is interrupted or runs out of time;
     * <li>it leaves its wait, to withdraw under the lock;
     * <li>before it gets there, the mutex is unlocked and the waiter woken.
     * </ol>
     *
     * Then it has the mutex, and an interrupt stays pending: a wake-up is not lost.
     */
    @Nested
    class AWaiterThatGivesUpTooLate {

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
                mutex.unlock();
            }
        }

        @Test
        void hasTheMutexAndKeepsItsFlag() throws InterruptedException {
            mutex.lock();
            try (TestProbe.Binding binding = TestProbe.bind(new GivesUp())) {
                mutex.lockInterruptibly();
            }
            assertTrue(Thread.interrupted(), "the interrupt is still pending");
            assertTrue(mutex.isLocked());
        }

        @Test
        void hasTheMutexThoughItsTimeIsUp() throws InterruptedException {
            mutex.lock();
            try (TestProbe.Binding binding = TestProbe.bind(new GivesUp())) {
                assertTrue(mutex.tryLock(LONG));
            }
            assertTrue(mutex.isLocked());
        }
    }

    @Nested
    class AMutexTells {

        @Test
        void itsName() {
            assertEquals("accounts", mutex.name());
            assertTrue(new Mutex().name().matches("mutex-\\d+"));
            assertNotEquals(new Mutex().name(), new Mutex().name());
        }

        @Test
        void itsStateAndWhoWaits() throws Exception {
            assertEquals("Mutex[accounts, free, normal, 0 waiting]", mutex.toString());
            mutex.lock();
            assertEquals("Mutex[accounts, locked, normal, 0 waiting]", mutex.toString());
            scope.start("waits", mutex::lock);
            awaitWaiters(1);
            assertEquals("Mutex[accounts, locked, normal, 1 waiting]", mutex.toString());
            mutex.unlock();
            scope.join();
        }
    }

    @Test
    void whatWasDoneBeforeAnUnlockIsSeenAfterTheNextLock() throws Exception {
        int[] counter = new int[1];
        for (int t = 0; t < 8; t++) {
            scope.start("counts", () -> {
                for (int i = 0; i < 1_000; i++) {
                    mutex.lock();
                    try {
                        counter[0]++;
                    } finally {
                        mutex.unlock();
                    }
                }
            });
        }
        scope.join();
        assertEquals(8_000, counter[0]);
    }

    private void awaitWaiters(int count) {
        while (!mutex.toString().endsWith(" " + count + " waiting]")) Thread.onSpinWait();
    }

    private void inAnotherThread(Runnable action) throws InterruptedException {
        scope.start("another", action::run).thread().join();
    }
}
