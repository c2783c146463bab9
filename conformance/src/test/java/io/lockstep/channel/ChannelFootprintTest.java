package io.lockstep.channel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.garbage.Collector;
import io.lockstep.scope.Scope;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openjdk.jol.info.GraphLayout;

/** A channel is small, and keeps nothing that has passed through it. */
@Tag("production")
class ChannelFootprintTest {

    /** Bytes of an idle unbuffered channel with everything that it alone refers to. */
    private static final long SMALL = 200;

    @Test
    void anIdleUnbufferedChannelIsSmall() {
        GraphLayout layout = GraphLayout.parseInstance(Channel.unbuffered());
        System.out.println("idle unbuffered channel: " + layout.totalSize() + " bytes\n" + layout.toFootprint());
        assertTrue(layout.totalSize() <= SMALL, layout.toFootprint());
    }

    @Test
    void nothingIsRetainedAfterTransfer(Scope scope) throws Exception {
        Channel<Object> buffered = Channel.buffered(4);
        Channel<Object> rendezvous = Channel.unbuffered();
        List<WeakReference<Object>> passed = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            buffered.trySend(remembered(passed));
            buffered.tryReceive();
            handOffToWaitingReceiver(scope, rendezvous, passed);
            refill(scope, buffered, passed);
            rendezvous.send(remembered(passed), Duration.ofNanos(1));       // withdraws
        }
        assertTrue(passed.size() >= 80, "the test has sent too little to mean anything");
        Collector.awaitCleared(passed);
        assertTrue(buffered.len() == 0 && rendezvous.len() == 0);           // both are still in use
    }

    private static Object remembered(List<WeakReference<Object>> passed) {
        Object value = new Object();
        passed.add(new WeakReference<>(value));
        return value;
    }

    private static void handOffToWaitingReceiver(Scope scope, Channel<Object> channel, List<WeakReference<Object>> passed)
            throws InterruptedException {
        scope.start("receives", () -> channel.receive());
        channel.send(remembered(passed));
        scope.join();
    }

    /** Fills the buffer, lets one more sender wait, and takes everything out. */
    private static void refill(Scope scope, Channel<Object> channel, List<WeakReference<Object>> passed)
            throws InterruptedException {
        for (int i = 0; i < channel.cap(); i++) channel.trySend(remembered(passed));
        scope.start("sends", () -> channel.send(remembered(passed)));
        for (int i = 0; i <= channel.cap(); i++) channel.receive();
        scope.join();
    }
}
