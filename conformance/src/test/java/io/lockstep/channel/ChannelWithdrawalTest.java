package io.lockstep.channel;

import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.scope.Scope;
import io.lockstep.seam.Probe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A waiter gives up, and its partner comes just before it can withdraw:
 *
 * <ol>
 * <li>the waiter parks, and is interrupted or runs out of time;
 * <li>it leaves its wait, to withdraw under the lock;
 * <li>before it gets there, the partner completes it.
 * </ol>
 *
 * Delivery has won: the value is returned, and an interrupt stays pending.
 */
class ChannelWithdrawalTest {

    private Scope scope;

    @BeforeEach
    void threadsEndWithTheTest(Scope scope) {
        this.scope = scope;
    }

    private static final Duration SECOND = Duration.ofSeconds(1);

    private final Channel<String> channel = Channel.unbuffered();

    @Test
    void aReceiverThatIsInterruptedTooLateGetsItsValueAndKeepsItsFlag() throws InterruptedException {
        try (TestProbe.Binding binding = TestProbe.bind(new GivesUp(() -> assertTrue(channel.trySend("a"))))) {
            assertEquals("a", channel.receive());
        }
        assertTrue(Thread.interrupted(), "the interrupt is still pending");
    }

    @Test
    void aSenderThatIsInterruptedTooLateHasSentAndKeepsItsFlag() throws InterruptedException {
        try (TestProbe.Binding binding = TestProbe.bind(new GivesUp(() -> assertEquals("a", channel.tryReceive().orNull())))) {
            channel.send("a");
        }
        assertTrue(Thread.interrupted(), "the interrupt is still pending");
    }

    @Test
    void aReceiverWhoseTimeIsUpTooLateGetsItsValue() throws InterruptedException {
        try (TestProbe.Binding binding = TestProbe.bind(new GivesUp(() -> assertTrue(channel.trySend("a"))))) {
            assertEquals("a", channel.receive(SECOND).orNull());
        }
        assertFalse(Thread.interrupted());
    }

    @Test
    void aSenderWhoseTimeIsUpTooLateHasSent() throws InterruptedException {
        try (TestProbe.Binding binding = TestProbe.bind(new GivesUp(() -> assertEquals("a", channel.tryReceive().orNull())))) {
            assertTrue(channel.send("a", SECOND));
        }
        assertFalse(Thread.interrupted());
    }

    @Test
    void withoutAPartnerTheInterruptWinsAndIsConsumed() {
        try (TestProbe.Binding binding = TestProbe.bind(new GivesUp(() -> { }))) {
            assertThrows(InterruptedException.class, channel::receive);
        }
        assertFalse(Thread.interrupted());
        assertFalse(channel.trySend("a"), "nobody waits any longer");
    }

    @Test
    void withoutAPartnerTheTimeoutWins() throws InterruptedException {
        try (TestProbe.Binding binding = TestProbe.bind(new GivesUp(() -> { }))) {
            assertFalse(channel.send("a", SECOND));
        }
        assertFalse(channel.tryReceive().orNull() != null, "nobody waits any longer");
    }

    /** Ends the first park of the thread under test, and lets a partner in before its next critical section. */
    private final class GivesUp implements Probe {
        private final Thread waiter = Thread.currentThread();
        private final Scope.Body partner;
        private boolean parked;
        private boolean met;

        GivesUp(Scope.Body partner) {
            this.partner = partner;
        }

        @Override
        public void park(Object blocker) {
            parked = true;
            waiter.interrupt();
        }

        @Override
        public void parkNanos(Object blocker, long nanos) {
            parked = true;
        }

        /** The clock jumps past every deadline. */
        @Override
        public long nanoTime() {
            return parked ? SECOND.multipliedBy(2).toNanos() : 0;
        }

        @Override
        public void unpark(Thread thread) {
            // the waiter is awake
        }

        @Override
        public void point(String place) {
            if (Thread.currentThread() != waiter || !parked || met || !place.equals("enter")) return;
            met = true;
            boolean interrupted = Thread.interrupted();
            try {
                scope.start("partner", partner).thread().join(); // a join of the scope would park by this probe
            } catch (InterruptedException e) {
                throw new AssertionError("nobody else interrupts this thread", e);
            }
            if (interrupted) waiter.interrupt();
        }
    }
}
