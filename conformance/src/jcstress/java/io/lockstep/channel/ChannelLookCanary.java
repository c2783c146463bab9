package io.lockstep.channel;

import io.lockstep.waiter.Section;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

/**
 * {@link ChannelVisibility.SendAndTryTheOther} with a channel that looks past its own stores. The run must see
 * what is forbidden there; else it is too short to say anything about the other tests.
 */
@JCStressTest
@Outcome(id = {"0, 1", "1, 0", "1, 1"}, expect = ACCEPTABLE, desc = ChannelVisibility.ONE_IS_FIRST)
@Outcome(id = "0, 0", expect = ACCEPTABLE_INTERESTING, desc = "a look without a fence")
@State
public class ChannelLookCanary {
    private final Counted idle = new Counted();
    private final Counted jobs = new Counted();

    @Actor
    public void worker(II_Result seen) {
        idle.send();
        seen.r1 = jobs.count;
    }

    @Actor
    public void client(II_Result seen) {
        jobs.send();
        seen.r2 = idle.count;
    }

    /** As much of a channel as is needed: its section, and how many values it holds. */
    private static final class Counted {
        private final Section section = new Section();
        private int count;

        void send() {
            section.enter();
            count++;
            section.exit();
        }
    }
}
