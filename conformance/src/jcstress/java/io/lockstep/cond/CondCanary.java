package io.lockstep.cond;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

/**
 * A signal that is a plain flag, and a waiter that looks once whether it is up. The run must see what
 * {@link CondVisibility} forbids; else it is too short to say anything about the other tests.
 */
@JCStressTest
@Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = CondVisibility.SIGNAL)
@Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = CondVisibility.NOT_SIGNALLED)
@Outcome(id = "[01], 0", expect = ACCEPTABLE_INTERESTING, desc = "a signal that publishes nothing")
@State
public class CondCanary {
    private boolean signalled;
    private int x;

    @Actor
    public void signaller() {
        x = 1;
        signalled = true;
    }

    @Actor
    public void waiter(II_Result seen) {
        seen.r1 = x;
        seen.r2 = signalled ? x : -1;
    }
}
