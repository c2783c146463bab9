package io.lockstep.once;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.garbage.Collector;
import io.lockstep.scope.Scope;
import io.lockstep.scope.Task;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the specification does not model: the Java face of a Once, its words and its manners. */
class OnceTest {

    private Scope scope;

    @BeforeEach
    void threadsEndWithTheTest(Scope scope) {
        this.scope = scope;
    }

    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Returns when the thread waits for something. */
    private static void untilWaiting(Thread thread) {
        while (thread.getState() != Thread.State.WAITING) {
            assertTrue(thread.isAlive(), "it should wait, but has ended");
            Thread.onSpinWait();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Nested
    class AFunction {
        private final Once once = new Once("setup");
        private final AtomicInteger runs = new AtomicInteger();

        @Test
        void runsOnceHoweverManyCall() throws InterruptedException {
            for (int i = 0; i < 100; i++) scope.start("runs", () -> once.run(runs::incrementAndGet));
            scope.join();
            assertEquals(1, runs.get());
        }

        @Test
        void ofALaterCallIsIgnored() {
            once.run(runs::incrementAndGet);
            once.run(() -> runs.addAndGet(100));
            assertEquals(1, runs.get());
        }

        @Test
        void hasEndedWhenAnyCallReturns() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            scope.start("runs", () -> once.run(() -> {
                begun.countDown();
                await(mayEnd);
                runs.incrementAndGet();
            }));
            begun.await();
            Task<Integer> seen = scope.start("waits", () -> {
                once.run(() -> { });
                return runs.get();
            });
            untilWaiting(seen.thread());
            assertFalse(once.isDone());
            assertEquals("Once[setup, not done]", once.toString());
            mayEnd.countDown();
            scope.join();
            assertEquals(1, seen.result());
            assertTrue(once.isDone());
            assertEquals("Once[setup, done]", once.toString());
        }

        @Test
        void isNotRetained() {
            Object held = new Object();
            WeakReference<Object> released = new WeakReference<>(held);
            OnceFunc function = releasing(held);
            function.run();
            held = null;
            Collector.awaitCleared(List.of(released));
            assertTrue(function.isDone());
        }

        private static OnceFunc releasing(Object held) {
            return OnceFunc.of(held::hashCode);
        }

        @Test
        void isNeverNull() {
            assertThrows(NullPointerException.class, () -> once.run(null));
            assertThrows(NullPointerException.class, () -> once.runInterruptibly(null));
            assertThrows(NullPointerException.class, () -> OnceFunc.of(null));
            assertThrows(NullPointerException.class, () -> OnceValue.of(null));
            assertFalse(once.isDone());
        }
    }

    @Nested
    class AFailure {
        private final AtomicInteger runs = new AtomicInteger();
        private final Failure failure = new Failure();

        private void fail() {
            runs.incrementAndGet();
            throw failure;
        }

        @Test
        void countsAsDoneAndIsToldToTheOneWhoRan() {
            Once once = new Once();
            assertSame(failure, assertThrows(Failure.class, () -> once.run(this::fail)));
            once.run(this::fail);
            assertEquals(1, runs.get());
            assertTrue(once.isDone());
        }

        @Test
        void ofAOnceFuncIsToldToEveryCaller() {
            OnceFunc function = OnceFunc.of("flush", this::fail);
            for (int i = 0; i < 3; i++) assertSame(failure, assertThrows(Failure.class, function::run));
            assertEquals(1, runs.get());
            assertEquals("Once[flush, done]", function.toString());
        }

        @Test
        void ofAOnceValueIsToldToThoseWhoWaited() throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            OnceValue<String> value = OnceValue.of(() -> {
                begun.countDown();
                await(mayEnd);
                throw failure;
            });
            List<Task<Failure>> tasks = new ArrayList<>();
            for (int i = 0; i < 5; i++) tasks.add(scope.start("gets", () -> assertThrows(Failure.class, value::get)));
            begun.await();
            for (Task<Failure> task : tasks) untilWaiting(task.thread());
            mayEnd.countDown();
            scope.join();
            for (Task<Failure> task : tasks) assertSame(failure, task.result());
        }

        @Test
        void thatIsAnErrorIsToldAsItWas() {
            Error error = new LinkageError("missing");
            OnceValue<String> value = OnceValue.of(() -> {
                throw error;
            });
            assertSame(error, assertThrows(LinkageError.class, value::get));
            assertSame(error, assertThrows(LinkageError.class, value::get));
        }
    }

    @Nested
    class AValue {
        @Test
        void isComputedOnce() {
            AtomicInteger runs = new AtomicInteger();
            OnceValue<Integer> value = OnceValue.of("answer", runs::incrementAndGet);
            assertFalse(value.isDone());
            assertEquals(1, value.get());
            assertEquals(1, value.get());
            assertTrue(value.isDone());
            assertEquals("Once[answer, done]", value.toString());
        }

        @Test
        void mayBeNull() {
            OnceValue<String> value = OnceValue.of(() -> null);
            assertNull(value.get());
            assertNull(value.get());
        }
    }

    @Nested
    class ADeadlockIsTold {
        private final Once a = new Once("A");
        private final Once b = new Once("B");

        @Test
        void ifAFunctionCallsItsOwnOnce() {
            OnceDeadlockException e = assertThrows(OnceDeadlockException.class, () -> a.run(() -> a.run(() -> { })));
            assertEquals(List.of("A"), e.cycle());
            assertTrue(e.getMessage().startsWith("deadlock: A (run by " + Thread.currentThread().getName() + ") waits for A;"), e.getMessage());
            assertTrue(a.isDone());
        }

        @Test
        void withTheWholeCircleOfOneThread() {
            OnceDeadlockException e = assertThrows(OnceDeadlockException.class,
                    () -> a.run(() -> b.run(() -> a.run(() -> { }))));
            assertEquals(List.of("A", "B"), e.cycle());
            String me = Thread.currentThread().getName();
            assertTrue(e.getMessage().startsWith("deadlock: A (run by " + me + ") waits for B (run by " + me + ") waits for A;"),
                    e.getMessage());
        }

        @Test
        void withoutTheOncesThatAreNotInTheCircle() {
            Once outer = new Once("outer");
            OnceDeadlockException e = assertThrows(OnceDeadlockException.class,
                    () -> outer.run(() -> a.run(() -> b.run(() -> a.run(() -> { })))));
            assertEquals(List.of("A", "B"), e.cycle());
        }

        @Test
        void toExactlyOneOfTwoThreadsThatWaitForEachOther() throws InterruptedException {
            CyclicBarrier bothRun = new CyclicBarrier(2);
            Task<List<String>> first = crossing(a, b, bothRun);
            Task<List<String>> second = crossing(b, a, bothRun);
            scope.join();
            boolean isFirst = second.result().isEmpty();
            assertEquals(isFirst ? List.of("B", "A") : List.of(), first.result());
            assertEquals(isFirst ? List.of() : List.of("A", "B"), second.result());
            assertTrue(a.isDone() && b.isDone());
        }

        /** Its result is the circle that it is told, or nothing. */
        private Task<List<String>> crossing(Once mine, Once other, CyclicBarrier bothRun) {
            return scope.start("runs " + mine.name(), () -> {
                try {
                    mine.run(() -> {
                        try {
                            bothRun.await();
                        } catch (Exception e) {
                            throw new AssertionError(e);
                        }
                        other.run(() -> { });
                    });
                    return List.of();
                } catch (OnceDeadlockException e) {
                    return e.cycle();
                }
            });
        }

        @Test
        void andKeptByAOnceValue() {
            OnceValue<?>[] self = new OnceValue<?>[1];
            self[0] = OnceValue.of("self", () -> self[0].get());
            OnceDeadlockException first = assertThrows(OnceDeadlockException.class, self[0]::get);
            assertEquals(List.of("self"), first.cycle());
            assertSame(first, assertThrows(OnceDeadlockException.class, self[0]::get));
        }

        @Test
        void butNotIfTheOtherOnceHasEnded() {
            b.run(() -> { });
            a.run(() -> b.run(() -> a.run(() -> { })));
            assertTrue(a.isDone());
        }
    }

    @Nested
    class AnInterrupt {
        private final Once once = new Once("slow");
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch mayEnd = new CountDownLatch(1);

        private void begin() {
            scope.start("runs", () -> once.run(() -> {
                begun.countDown();
                OnceTest.await(mayEnd);
            }));
            OnceTest.await(begun);
        }

        @Test
        void doesNotEndARunAndStaysPending() throws Exception {
            begin();
            Task<Boolean> flag = scope.start("waits", () -> {
                once.run(() -> { });
                return Thread.currentThread().isInterrupted();
            });
            Thread waiter = flag.thread();
            untilWaiting(waiter);
            for (int i = 0; i < 2; i++) {
                waiter.interrupt();
                while (waiter.isInterrupted()) Thread.onSpinWait();
                untilWaiting(waiter);
            }
            mayEnd.countDown();
            scope.join();
            assertTrue(flag.result());
        }

        @Test
        void endsAnInterruptibleRun() throws Exception {
            begin();
            Task<Boolean> flag = scope.start("waits", () -> {
                InterruptedException e = assertThrows(InterruptedException.class, () -> once.runInterruptibly(() -> { }));
                assertEquals("run of slow interrupted; this call has run nothing", e.getMessage());
                return Thread.currentThread().isInterrupted();
            });
            Thread waiter = flag.thread();
            untilWaiting(waiter);
            waiter.interrupt();
            waiter.join(); // while the function still runs: its end would have come first
            mayEnd.countDown();
            scope.join();
            assertFalse(flag.result());
        }

        @Test
        void onEntryRefusesAnInterruptibleRunEvenAfterTheEnd() {
            mayEnd.countDown();
            begin();
            Thread.currentThread().interrupt();
            assertThrows(InterruptedException.class, () -> once.runInterruptibly(() -> { }));
            assertFalse(Thread.interrupted());
        }
    }
}
