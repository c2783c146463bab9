package io.lockstep.channel;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

/**
 * {@link ChannelVisibility.TrySendTryReceive} with a channel that publishes without synchronisation. The
 * run must see what is forbidden there; else it is too short to say anything about the other tests.
 */
@JCStressTest
@Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = ChannelVisibility.SEND)
@Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = ChannelVisibility.NOT_READY)
@Outcome(id = "[01], 0", expect = ACCEPTABLE_INTERESTING, desc = "a send that publishes nothing")
@State
public class ChannelCanary {
    private final PlainSlot channel = new PlainSlot();
    private int x;

    @Actor
    public void sender() {
        x = 1;
        channel.trySend("value");
    }

    @Actor
    public void receiver(II_Result seen) {
        seen.r1 = x;
        seen.r2 = channel.tryReceive() != null ? x : -1;
    }

    /** A channel for one value, all of whose fields are plain. */
    private static final class PlainSlot {
        private String slot;

        void trySend(String value) {
            if (slot == null) slot = value;
        }

        String tryReceive() {
            String value = slot;
            if (value != null) slot = null;
            return value;
        }
    }
}
