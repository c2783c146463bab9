package io.lockstep.mutex;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

/**
 * {@link MutexVisibility.UnlockTryLock} with a mutex whose field is plain. The run must see what is
 * forbidden there; else it is too short to say anything about the other tests.
 */
@JCStressTest
@Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = MutexVisibility.TRY)
@Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = MutexVisibility.FAILED)
@Outcome(id = "[01], 0", expect = ACCEPTABLE_INTERESTING, desc = "an unlock that publishes nothing")
@State
public class MutexCanary {
    private final PlainMutex mutex = new PlainMutex();
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

    /** A mutex that excludes nobody, and is locked from the start. */
    private static final class PlainMutex {
        private boolean held = true;

        boolean tryLock() {
            if (held) return false;
            held = true;
            return true;
        }

        void unlock() {
            held = false;
        }
    }
}
