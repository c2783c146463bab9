package io.lockstep.orchannel;

import io.lockstep.channel.Channel;
import io.lockstep.conformance.jcstress.Uninterrupted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * The memory effects of an or-channel, as {@link OrChannel} promises them: what fires it happens before
 * {@code done()} is found closed.
 *
 * <p>To run: {@code make jcstress SPEC=orchannel}.
 */
public class OrChannelVisibility {
    /*
     * One task writes `x`, a plain field, and fires the or-channel. The other reads it before it waits,
     * which is a race and may yield either value, and after it. The first read is there for the compiler:
     * unless the wait forbids it, the second may be answered with the value of the first.
     *
     * A result is "first read, second read". A second read of -1 stands for an or-channel that has not
     * fired: it orders nothing, and nothing is read.
     *
     * An or-channel that is there from the beginning fires in its task; one that is made by who waits
     * may also fire at once. Each has a second input, on which nothing happens, so that a wait is on two.
     */

    static final String SEND = "what happens before the send that fires an or-channel happens before a receive that"
            + " finds done() closed";
    static final String CLOSE = "what happens before the close that fires an or-channel happens before a receive that"
            + " finds done() closed";
    static final String NOT_FIRED = "no input has fired: that orders nothing";

    private static <T> OrChannel<T> of(Channel<T> input) {
        return OrChannel.any(input, Channel.<T>unbuffered());
    }

    private static <T> void send(Channel<T> channel, T value) {
        Uninterrupted.get(() -> {
            channel.send(value);
            return null;
        });
    }

    private static void await(OrChannel<?> or) {
        Uninterrupted.get(() -> or.done().receive());
    }

    /** The task receives, and closes the result. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class SendFires {
        private final Channel<String> input = Channel.unbuffered();
        private final OrChannel<String> or = of(input);
        private int x;

        @Actor
        public void sender() {
            x = 1;
            send(input, "value");
        }

        @Actor
        public void waiter(II_Result seen) {
            seen.r1 = x;
            await(or);
            seen.r2 = x;
        }
    }

    /** The task finds the input closed, and closes the result. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = CLOSE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = CLOSE)
    @State
    public static class CloseFires {
        private final Channel<String> input = Channel.unbuffered();
        private final OrChannel<String> or = of(input);
        private int x;

        @Actor
        public void closer() {
            x = 1;
            input.close();
        }

        @Actor
        public void waiter(II_Result seen) {
            seen.r1 = x;
            await(or);
            seen.r2 = x;
        }
    }

    /** One look at the input, by who makes the or-channel; nobody waits. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = CLOSE)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = NOT_FIRED)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = CLOSE)
    @State
    public static class CloseFiresAtOnce {
        private final Channel<String> input = Channel.unbuffered();
        private int x;

        @Actor
        public void closer() {
            x = 1;
            input.close();
        }

        @Actor
        public void waiter(II_Result seen) {
            seen.r1 = x;
            try (OrChannel<String> or = of(input)) {
                seen.r2 = or.done().tryReceive().isClosed() ? x : -1;
            }
        }
    }

    /** What the value refers to is seen as its sender has left it, wherever the or-channel was fired. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(expect = FORBIDDEN, desc = SEND)
    @State
    public static class Firing {
        private final Channel<Box> input = Channel.unbuffered();

        @Actor
        public void sender() {
            send(input, new Box());
        }

        @Actor
        public void waiter(I_Result seen) {
            OrChannel<Box> or = of(input);
            await(or);
            seen.r1 = or.firing().orElseThrow().brought().orNull().content;
        }

        private static final class Box {
            private int content;

            private Box() {
                content = 1;
            }
        }
    }
}
