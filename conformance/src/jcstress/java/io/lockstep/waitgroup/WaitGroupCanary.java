package io.lockstep.waitgroup;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

/**
 * {@link WaitGroupVisibility.DoneTryAwait} with a group whose counter is plain. The run must see what is
 * forbidden there; else it is too short to say anything about the other tests.
 */
@JCStressTest
@Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = WaitGroupVisibility.DONE)
@Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = WaitGroupVisibility.NOT_ZERO)
@Outcome(id = "[01], 0", expect = ACCEPTABLE_INTERESTING, desc = "a step to zero that publishes nothing")
@State
public class WaitGroupCanary {
    private int counter = 1;
    private int x;

    @Actor
    public void task() {
        x = 1;
        counter--;
    }

    @Actor
    public void waiter(II_Result seen) {
        seen.r1 = x;
        seen.r2 = counter == 0 ? x : -1;
    }
}
