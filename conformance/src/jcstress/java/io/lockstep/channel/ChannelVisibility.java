package io.lockstep.channel;

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
 * The memory effects of a channel: section "Channel communication" of the
 * <a href="https://go.dev/ref/mem#chan">Go memory model</a>.
 *
 * <p>To run: {@code make jcstress SPEC=channel}.
 */
public class ChannelVisibility {
    /*
     * In every test one task writes `x`, a plain field, before its operation, and the other reads it
     * twice: before its own operation, which is a race and may yield either value, and after. The first
     * read is there for the compiler: unless the operation forbids it, the second may be answered with
     * the value of the first.
     *
     * A result is "first read, second read". A second read of -1 stands for an operation that was not
     * ready: it orders nothing, and nothing is read.
     */

    static final String SEND = "Channel communication: a send is synchronized before the completion of the"
            + " corresponding receive";
    static final String RECEIVE = "Channel communication: a receive from an unbuffered channel is synchronized before"
            + " the completion of the corresponding send";
    static final String ROOM = "Channel communication: the k-th receive from a channel of capacity C is synchronized"
            + " before the completion of the (k+C)-th send";
    static final String CLOSE = "Channel communication: the closing of a channel is synchronized before a receive that"
            + " returns because the channel is closed";
    static final String NOT_READY = "the operation did not happen and orders nothing";
    static final String ONE_IS_FIRST = "whichever order the operations are in, one task sends or closes before the other looks";

    private static final String VALUE = "value";

    static void send(Channel<String> channel) {
        Uninterrupted.get(() -> {
            channel.send(VALUE);
            return null;
        });
    }

    static String receive(Channel<String> channel) {
        return Uninterrupted.get(channel::receive);
    }

    /** A channel that is full. */
    static Channel<String> full(int capacity) {
        Channel<String> channel = Channel.buffered(capacity);
        for (int i = 0; i < capacity; i++) channel.trySend(VALUE);
        return channel;
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class SendUnbuffered {
        private final Channel<String> channel = Channel.unbuffered();
        private int x;

        @Actor
        public void sender() {
            x = 1;
            send(channel);
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            receive(channel);
            seen.r2 = x;
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class SendBuffered {
        private final Channel<String> channel = Channel.buffered(1);
        private int x;

        @Actor
        public void sender() {
            x = 1;
            send(channel);
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            receive(channel);
            seen.r2 = x;
        }
    }

    /** Neither side waits. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = NOT_READY)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class TrySendTryReceive {
        private final Channel<String> channel = Channel.buffered(1);
        private int x;

        @Actor
        public void sender() {
            x = 1;
            channel.trySend(VALUE);
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            seen.r2 = channel.tryReceive() instanceof Received.Value ? x : -1;
        }
    }

    /** The sender meets a receiver that waits. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class TrySendToWaitingReceiver {
        private final Channel<String> channel = Channel.unbuffered();
        private int x;

        @Actor
        public void sender() {
            x = 1;
            while (!channel.trySend(VALUE)) Thread.yield();
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            receive(channel);
            seen.r2 = x;
        }
    }

    /** The receiver meets a sender that waits. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class TryReceiveFromWaitingSender {
        private final Channel<String> channel = Channel.unbuffered();
        private int x;

        @Actor
        public void sender() {
            x = 1;
            send(channel);
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            while (!(channel.tryReceive() instanceof Received.Value)) Thread.yield();
            seen.r2 = x;
        }
    }

    /** The value of a sender that waits goes through the buffer. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SEND)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = SEND)
    @State
    public static class SendThroughFullBuffer {
        private final Channel<String> channel = full(1);
        private int x;

        @Actor
        public void sender() {
            x = 1;
            send(channel);
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            receive(channel);
            receive(channel);
            seen.r2 = x;
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = RECEIVE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = RECEIVE)
    @State
    public static class ReceiveUnbuffered {
        private final Channel<String> channel = Channel.unbuffered();
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
            receive(channel);
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = RECEIVE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = RECEIVE)
    @State
    public static class ReceiveBeforeTrySend {
        private final Channel<String> channel = Channel.unbuffered();
        private int x;

        @Actor
        public void sender(II_Result seen) {
            seen.r1 = x;
            while (!channel.trySend(VALUE)) Thread.yield();
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
    public static class TryReceiveBeforeSend {
        private final Channel<String> channel = Channel.unbuffered();
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
            while (!(channel.tryReceive() instanceof Received.Value)) Thread.yield();
        }
    }

    /** Both directions at once: two tasks that meet know what each did before. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = SEND + "; " + RECEIVE)
    @Outcome(expect = FORBIDDEN, desc = SEND + "; " + RECEIVE)
    @State
    public static class Rendezvous {
        private final Channel<String> channel = Channel.unbuffered();
        private int x;
        private int y;

        @Actor
        public void sender(II_Result seen) {
            x = 1;
            send(channel);
            seen.r1 = y;
        }

        @Actor
        public void receiver(II_Result seen) {
            y = 1;
            receive(channel);
            seen.r2 = x;
        }
    }

    /** k = 1, C = 1: the buffer is full. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = ROOM)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = ROOM)
    @State
    public static class FirstReceiveSecondSend {
        private final Channel<String> channel = full(1);
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
            receive(channel);
        }
    }

    /** k = 2, C = 2: the first receive makes room for the third send, the second for the fourth. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = ROOM)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = ROOM)
    @State
    public static class SecondReceiveFourthSend {
        private final Channel<String> channel = full(2);
        private int x;

        @Actor
        public void sender(II_Result seen) {
            send(channel);
            seen.r1 = x;
            send(channel);
            seen.r2 = x;
        }

        @Actor
        public void receiver() {
            receive(channel);
            x = 1;
            receive(channel);
        }
    }

    /** k = 1, C = 1, and neither side waits. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = ROOM)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = NOT_READY)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = ROOM)
    @State
    public static class TryReceiveTrySend {
        private final Channel<String> channel = full(1);
        private int x;

        @Actor
        public void sender(II_Result seen) {
            seen.r1 = x;
            seen.r2 = channel.trySend(VALUE) ? x : -1;
        }

        @Actor
        public void receiver() {
            x = 1;
            channel.tryReceive();
        }
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = CLOSE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = CLOSE)
    @State
    public static class CloseReceive {
        private final Channel<String> channel = Channel.unbuffered();
        private int x;

        @Actor
        public void closer() {
            x = 1;
            channel.close();
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            receive(channel);
            seen.r2 = x;
        }
    }

    /** The receiver does not wait. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = CLOSE)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = NOT_READY)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = CLOSE)
    @State
    public static class CloseTryReceive {
        private final Channel<String> channel = Channel.buffered(1);
        private int x;

        @Actor
        public void closer() {
            x = 1;
            channel.close();
        }

        @Actor
        public void receiver(II_Result seen) {
            seen.r1 = x;
            seen.r2 = channel.tryReceive() instanceof Received.Closed ? x : -1;
        }
    }

    /** A value comes first, then the receiver learns of the close. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = CLOSE)
    @Outcome(id = "0", expect = FORBIDDEN, desc = CLOSE)
    @State
    public static class CloseDrained {
        private final Channel<String> channel = full(1);
        private int x;

        @Actor
        public void closer() {
            x = 1;
            channel.close();
        }

        @Actor
        public void receiver(I_Result seen) {
            while (receive(channel) != null) { }
            seen.r1 = x;
        }
    }

    /*
     * From here on each task does something to a channel of its own and then tries the other's. A result tells
     * for each of them what its try has found: 1 something, 0 nothing.
     */

    private static int found(Channel<String> channel) {
        return channel.tryReceive() instanceof Received.NotReady ? 0 : 1;
    }

    @JCStressTest
    @Outcome(id = {"0, 1", "1, 0", "1, 1"}, expect = ACCEPTABLE, desc = ONE_IS_FIRST)
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = ONE_IS_FIRST)
    @State
    public static class SendAndTryTheOther {
        private final Channel<String> idle = Channel.buffered(1);
        private final Channel<String> jobs = Channel.buffered(1);

        @Actor
        public void worker(II_Result seen) {
            idle.trySend(VALUE);
            seen.r1 = found(jobs);
        }

        @Actor
        public void client(II_Result seen) {
            jobs.trySend(VALUE);
            seen.r2 = found(idle);
        }
    }

    @JCStressTest
    @Outcome(id = {"0, 1", "1, 0", "1, 1"}, expect = ACCEPTABLE, desc = ONE_IS_FIRST)
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = ONE_IS_FIRST)
    @State
    public static class CloseAndTryTheOther {
        private final Channel<String> first = Channel.unbuffered();
        private final Channel<String> second = Channel.unbuffered();

        @Actor
        public void one(II_Result seen) {
            first.close();
            seen.r1 = found(second);
        }

        @Actor
        public void other(II_Result seen) {
            second.close();
            seen.r2 = found(first);
        }
    }

    /** A try that finds room where the other has received. */
    @JCStressTest
    @Outcome(id = {"0, 1", "1, 0", "1, 1"}, expect = ACCEPTABLE, desc = ONE_IS_FIRST)
    @Outcome(id = "0, 0", expect = FORBIDDEN, desc = ONE_IS_FIRST)
    @State
    public static class ReceiveAndTryToSendToTheOther {
        private final Channel<String> first = full(1);
        private final Channel<String> second = full(1);

        @Actor
        public void one(II_Result seen) {
            first.tryReceive();
            seen.r1 = second.trySend(VALUE) ? 1 : 0;
        }

        @Actor
        public void other(II_Result seen) {
            second.tryReceive();
            seen.r2 = first.trySend(VALUE) ? 1 : 0;
        }
    }
}
