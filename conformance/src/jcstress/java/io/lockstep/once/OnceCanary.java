package io.lockstep.once;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

/**
 * {@link OnceVisibility.IsDone} with a Once whose flag is plain: the classical double-checked mistake. The
 * run must see what is forbidden there; else it is too short to say anything about the other tests.
 */
@JCStressTest
@Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = OnceVisibility.ONCE)
@Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = OnceVisibility.NOT_DONE)
@Outcome(id = "[01], 0", expect = ACCEPTABLE_INTERESTING, desc = "an end that publishes nothing")
@State
public class OnceCanary {
    private boolean done;
    private int x;

    @Actor
    public void one() {
        x = 1;
        done = true;
    }

    @Actor
    public void other(II_Result seen) {
        seen.r1 = x;
        seen.r2 = done ? x : -1;
    }
}
