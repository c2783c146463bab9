package io.lockstep.cond;

import io.lockstep.mutex.Mutex;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * The memory effects of a condition variable, as the documentation of Go's
 * <a href="https://pkg.go.dev/sync#Cond">sync.Cond</a> promises them. Those of its lock are not meant.
 *
 * <p>To run: {@code make jcstress SPEC=cond}.
 */
public class CondVisibility {
    /*
     * The signal must come after the wait has begun, or it would be forgotten. So the waiter announces
     * itself under the lock, and the other looks for that under the lock: having found it, it knows that
     * the wait has joined the queue, for that comes before its unlock.
     *
     * Then it writes `x`, a plain field, and signals, both without the lock. The waiter takes the lock
     * again before it returns, but nobody unlocks after that write: only the signal can order it before
     * the waiter's read.
     *
     * A result is "first read, second read" of the waiter. The first one is there for the compiler:
     * unless the wait forbids it, the second may be answered with the value of the first.
     */

    static final String SIGNAL = "Cond: a call to Signal or Broadcast is synchronized before the return of any Wait"
            + " call that it unblocks";
    static final String NOT_SIGNALLED = "no signal: that orders nothing";

    /** The condition variable and those who meet there. */
    private static final class Place {
        private final Lock lock;
        private final Cond cond;
        private boolean waiting; // guarded by lock

        private Place(Lock lock) {
            this.lock = lock;
            this.cond = new Cond(lock);
        }

        void await() {
            lock.lock();
            waiting = true;
            cond.awaitUninterruptibly();
            lock.unlock();
        }

        void untilSomebodyWaits() {
            while (!somebodyWaits()) Thread.yield();
        }

        private boolean somebodyWaits() {
            lock.lock();
            try {
                return waiting;
            } finally {
                lock.unlock();
            }
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SIGNAL)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SIGNAL)
    @State
    public static class SignalAwait {
        private final Place place = new Place(new Mutex());
        private int x;

        @Actor
        public void signaller() {
            place.untilSomebodyWaits();
            x = 1;
            place.cond.signal();
        }

        @Actor
        public void waiter(II_Result seen) {
            seen.r1 = x;
            place.await();
            seen.r2 = x;
        }
    }

    /** Over a lock that is not ours. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SIGNAL)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SIGNAL)
    @State
    public static class BroadcastAwait {
        private final Place place = new Place(new ReentrantLock());
        private int x;

        @Actor
        public void signaller() {
            place.untilSomebodyWaits();
            x = 1;
            place.cond.broadcast();
        }

        @Actor
        public void waiter(II_Result seen) {
            seen.r1 = x;
            place.await();
            seen.r2 = x;
        }
    }
}
