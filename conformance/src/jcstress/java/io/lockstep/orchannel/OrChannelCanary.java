package io.lockstep.orchannel;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

/**
 * {@link OrChannelVisibility.CloseFiresAtOnce} with an or-channel whose input is a plain flag. The run must see
 * what is forbidden there; else it is too short to say anything about the other tests.
 */
@JCStressTest
@Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = OrChannelVisibility.CLOSE)
@Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = OrChannelVisibility.NOT_FIRED)
@Outcome(id = "[01], 0", expect = ACCEPTABLE_INTERESTING, desc = "a firing that publishes nothing")
@State
public class OrChannelCanary {
    private boolean closed;
    private int x;

    @Actor
    public void closer() {
        x = 1;
        closed = true;
    }

    @Actor
    public void waiter(II_Result seen) {
        seen.r1 = x;
        seen.r2 = closed ? x : -1;
    }
}
