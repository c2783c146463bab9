package io.lockstep.mutex;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * The memory effects of a mutex: section "Locks" of the <a href="https://go.dev/ref/mem#locks">Go memory
 * model</a>.
 *
 * <p>To run: {@code make jcstress SPEC=mutex}.
 */
public class MutexVisibility {
    /*
     * The mutex is locked from the start. One task writes `x`, a plain field, and unlocks it; the other
     * reads `x` before it locks the mutex, which is a race and may yield either value, and after that.
     * The first read is there for the compiler: unless the lock forbids it, the second may be answered
     * with the value of the first.
     *
     * A result is "first read, second read". A second read of -1 stands for a tryLock that failed: it
     * orders nothing, and nothing is read.
     */

    static final String UNLOCK = "Locks: call n of Unlock is synchronized before call m of Lock returns, for n < m";
    static final String TRY = "Locks: a successful call of TryLock is equivalent to a call of Lock";
    static final String FAILED = "Locks: an unsuccessful call of TryLock orders nothing";

    private static Mutex locked() {
        Mutex mutex = new Mutex();
        mutex.lock();
        return mutex;
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = UNLOCK)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = UNLOCK)
    @State
    public static class UnlockLock {
        private final Mutex mutex = locked();
        private int x;

        @Actor
        public void unlocks() {
            x = 1;
            mutex.unlock();
        }

        @Actor
        public void locks(II_Result seen) {
            seen.r1 = x;
            mutex.lock();
            seen.r2 = x;
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = TRY)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = FAILED)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = TRY)
    @State
    public static class UnlockTryLock {
        private final Mutex mutex = locked();
        private int x;

        @Actor
        public void unlocks() {
            x = 1;
            mutex.unlock();
        }

        @Actor
        public void locks(II_Result seen) {
            seen.r1 = x;
            seen.r2 = mutex.tryLock() ? x : -1;
        }
    }

    /** The lock that waits for its turn may be that of either task. */
    @JCStressTest
    @Outcome(id = "1, 2", expect = ACCEPTABLE, desc = UNLOCK)
    @Outcome(id = "2, 1", expect = ACCEPTABLE, desc = UNLOCK)
    @Outcome(expect = FORBIDDEN, desc = UNLOCK)
    @State
    public static class Sum {
        private final Mutex mutex = new Mutex();
        private int x;

        @Actor
        public void one(II_Result seen) {
            seen.r1 = increment();
        }

        @Actor
        public void other(II_Result seen) {
            seen.r2 = increment();
        }

        private int increment() {
            mutex.lock();
            try {
                return ++x;
            } finally {
                mutex.unlock();
            }
        }
    }
}
