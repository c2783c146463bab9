package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBench;
import io.lockstep.waiter.Port;
import java.util.Collections;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("production")
@DisplayName("A select that looks before it joins the queues:")
class SelectLookTest {

    private final ChannelBench a = new ChannelBench(0);
    private final ChannelBench b = new ChannelBench(1);

    private static SelectCore receiving(Port... ports) {
        return new SelectCore(ports, new boolean[ports.length]);
    }

    /** Leaves a sender in the channel's queue that counts no longer: of a select that has been claimed elsewhere. */
    private static void leaveStaleSender(ChannelBench channel) {
        ChannelBench elsewhere = new ChannelBench(0);
        SelectCore select = new SelectCore(new Port[] {channel.port(), elsewhere.port()}, new boolean[] {true, false});
        select.values[0] = "never sent";
        assertEquals(SelectCore.PARKED, select.begin(true));
        assertTrue(elsewhere.channel().trySend("value"));
    }

    @Test
    @DisplayName("it sees a waiting partner, a value, and a close, and nothing where there is nothing")
    void sees() {
        assertFalse(receiving(a.port(), b.port(), ChannelBench.NIL).isDue());
        b.send("value");
        assertTrue(receiving(a.port(), b.port()).isDue());
        assertFalse(receiving(a.port(), ChannelBench.NIL).isDue());
        a.send("value"); // and waits
        assertTrue(receiving(a.port(), ChannelBench.NIL).isDue());
        ChannelBench closed = new ChannelBench(0);
        closed.close();
        assertTrue(receiving(ChannelBench.NIL, closed.port()).isDue());
    }

    @Test
    @DisplayName("looking in vain leaves nothing in any queue")
    void leavesNothing() {
        SelectCore core = receiving(a.port(), b.port());
        for (int i = 0; i < 100; i++) {
            assertFalse(core.isDue());
            assertEquals(SelectCore.NONE, core.takeReady());
        }
        assertEquals(0, ChannelBench.queued(a.channel()) + ChannelBench.queued(b.channel()));
    }

    @Test
    @DisplayName("one who only seems to wait is no partner: the select waits until it is interrupted")
    void seemingPartner() {
        leaveStaleSender(a);
        SelectCore core = receiving(a.port(), b.port());
        assertTrue(core.isDue());
        assertEquals(SelectCore.NONE, core.takeReady());

        // The operand interrupts, so that each wait ends by itself. There are enough of them for the select to have looked.
        Channel<Object> unwanted = Channel.unbuffered();
        Select<Object> select = Select.<Object>cases().receive(a.channel(), value -> value).sendFrom(unwanted, () -> {
            Thread.currentThread().interrupt();
            return "unwanted";
        }, () -> "sent").build();
        for (int i = 0; i < 5_000; i++) assertThrows(InterruptedException.class, select::run);
        assertEquals(1, ChannelBench.queued(a.channel()), "only the one who seems to wait");
        assertEquals(0, ChannelBench.queued(unwanted));
    }

    @Test
    @DisplayName("that nothing is ready is said of one moment, not of looks one after the other")
    void oneMoment() {
        ChannelBench c = new ChannelBench(1);
        c.send("value");
        Runnable toB = () -> move(c, b);
        Runnable toC = () -> move(b, c);
        SelectCore core = receiving(new Evading(b.port(), toC), new Evading(c.port(), toB));
        assertTrue(core.begin(false) != SelectCore.NONE, "the default, though one of the channels has held a value all the time");
    }

    /** Before the value is taken from where it is, it is where it will be. */
    private static void move(ChannelBench from, ChannelBench to) {
        to.channel().trySend("value");
        from.channel().tryReceive();
    }

    /** A channel whose value goes elsewhere just before it is looked at from outside; inside nobody can do that. */
    private static final class Evading extends PortBehind {
        private final Runnable evade;
        private boolean seen;

        Evading(Port port, Runnable evade) {
            super(port);
            this.evade = evade;
        }

        @Override
        public boolean looksReady(boolean sending) {
            if (!seen) evade.run();
            seen = true;
            return super.looksReady(sending);
        }
    }

    @Test
    @DisplayName("on one channel it has the patience of those who wait there; on several it learns by itself")
    void patience() {
        assertNotNull(a.port().patience());
        assertSame(a.port().patience(), receiving(ChannelBench.NIL, a.port(), a.port()).patience());
        assertNull(receiving(b.port()).patience(), "a buffered channel has none");
        assertNull(receiving(ChannelBench.NIL).patience());
        assertNotSame(a.port().patience(), receiving(a.port(), b.port()).patience());
        assertNotNull(receiving(b.port(), new ChannelBench(1).port()).patience());
    }

    @Test
    @DisplayName("with one channel, or with many, it joins at once")
    void looksFirst() {
        assertFalse(receiving(a.port()).looksFirst());
        assertFalse(receiving(a.port(), a.port(), ChannelBench.NIL).looksFirst());
        assertTrue(receiving(a.port(), b.port()).looksFirst());
        Port[] many = Collections.nCopies(1_000, 0).stream().map(i -> new ChannelBench(0).port()).toArray(Port[]::new);
        assertFalse(receiving(many).looksFirst());
    }
}
