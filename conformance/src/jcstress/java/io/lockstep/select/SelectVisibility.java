package io.lockstep.select;

import io.lockstep.channel.Channel;
import io.lockstep.conformance.jcstress.Uninterrupted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * The memory effects of a select: its case that happened has those of that send or receive, by section
 * "Channel communication" of the <a href="https://go.dev/ref/mem#chan">Go memory model</a>.
 *
 * <p>To run: {@code make jcstress SPEC=select}.
 */
public class SelectVisibility {
    /*
     * One task writes `x`, a plain field, before its operation; the other reads it before its own, which
     * is a race and may yield either value, and after it. The first read is there for the compiler:
     * unless the operation forbids it, the second may be answered with the value of the first.
     *
     * A result is "first read, second read". A second read of -1 stands for the default: it orders
     * nothing, and nothing is read.
     *
     * Each select has a second case, on a channel that nobody else uses, so that a wait is on two.
     */

    static final String SEND = "Channel communication: a send is synchronized before the completion of the"
            + " corresponding receive, in a select as anywhere";
    static final String RECEIVE = "Channel communication: a receive from an unbuffered channel is synchronized before"
            + " the completion of the corresponding send, in a select as anywhere";
    static final String ROOM = "Channel communication: the k-th receive from a channel of capacity C is synchronized"
            + " before the completion of the (k+C)-th send, in a select as anywhere";
    static final String CLOSE = "Channel communication: the closing of a channel is synchronized before a receive that"
            + " returns because the channel is closed, in a select as anywhere";
    static final String DEFAULT = "no case has happened: a default orders nothing";

    private static final String VALUE = "value";

    private static <R> R run(Select<R> select) {
        return Uninterrupted.get(select::run);
    }

    private static void send(Channel<String> channel) {
        Uninterrupted.get(() -> {
            channel.send(VALUE);
            return null;
        });
    }

    private static void receive(Channel<String> channel) {
        Uninterrupted.get(channel::receive);
    }

    private static Channel<String> full() {
        Channel<String> channel = Channel.buffered(1);
        channel.trySend(VALUE);
        return channel;
    }

    private static Select<String> receiving(Channel<String> channel) {
        return Select.<String>cases().receive(channel, value -> value)
                .receive(Channel.<String>unbuffered(), value -> value).build();
    }

    private static Select<String> sending(Channel<String> channel) {
        return Select.<String>cases().send(channel, VALUE, () -> VALUE)
                .receive(Channel.<String>unbuffered(), value -> value).build();
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class SendToSelect {
        private final Channel<String> channel = Channel.unbuffered();
        private final Select<String> select = receiving(channel);
        private int x;

        @Actor
        public void sender() {
            x = 1;
            send(channel);
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            run(select);
            seen.r2 = x;
        }
    }

    /** Neither side waits. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = DEFAULT)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class TrySendToSelectWithDefault {
        private final Channel<String> channel = Channel.buffered(1);
        private final Select<String> select = receiving(channel);
        private int x;

        @Actor
        public void sender() {
            x = 1;
            channel.trySend(VALUE);
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            seen.r2 = select.runNow() != null ? x : -1;
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class SelectSends {
        private final Channel<String> channel = Channel.buffered(1);
        private final Select<String> select = sending(channel);
        private int x;

        @Actor
        public void sender() {
            x = 1;
            run(select);
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            receive(channel);
            seen.r2 = x;
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = RECEIVE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = RECEIVE)
    @State
    public static class ReceiveFromSelect {
        private final Channel<String> channel = Channel.unbuffered();
        private final Select<String> select = sending(channel);
        private int x;

        @Actor
        public void sender(II_Result seen) {
            seen.r1 = x;
            run(select);
            seen.r2 = x;
        }

        @Actor
        public void receiver() {
            x = 1;
            receive(channel);
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = RECEIVE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = RECEIVE)
    @State
    public static class SelectReceives {
        private final Channel<String> channel = Channel.unbuffered();
        private final Select<String> select = receiving(channel);
        private int x;

        @Actor
        public void sender(II_Result seen) {
            seen.r1 = x;
            send(channel);
            seen.r2 = x;
        }

        @Actor
        public void receiver() {
            x = 1;
            run(select);
        }
    }

    /** k = 1, C = 1: the buffer is full. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = ROOM)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = ROOM)
    @State
    public static class FirstReceiveSecondSend {
        private final Channel<String> channel = full();
        private final Select<String> select = sending(channel);
        private int x;

        @Actor
        public void sender(II_Result seen) {
            seen.r1 = x;
            run(select);
            seen.r2 = x;
        }

        @Actor
        public void receiver() {
            x = 1;
            receive(channel);
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = CLOSE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = CLOSE)
    @State
    public static class CloseOfSelected {
        private final Channel<String> channel = Channel.unbuffered();
        private final Select<String> select = receiving(channel);
        private int x;

        @Actor
        public void closer() {
            x = 1;
            channel.close();
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            run(select);
            seen.r2 = x;
        }
    }

    /** Two selects meet, and each knows what the other did before. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = SEND + "; " + RECEIVE)
    @Outcome(expect = FORBIDDEN, desc = SEND + "; " + RECEIVE)
    @State
    public static class SelectsMeet {
        private final Channel<String> channel = Channel.unbuffered();
        private final Select<String> sending = sending(channel);
        private final Select<String> receiving = receiving(channel);
        private int x;
        private int y;

        @Actor
        public void sender(II_Result seen) {
            x = 1;
            run(sending);
            seen.r1 = y;
        }

        @Actor
        public void receiver(II_Result seen) {
            y = 1;
            run(receiving);
            seen.r2 = x;
        }
    }
}
