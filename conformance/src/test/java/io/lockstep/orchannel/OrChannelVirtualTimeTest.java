package io.lockstep.orchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Receiver;
import io.lockstep.conformance.schedule.VirtualTime;
import io.lockstep.seam.Seam;
import io.lockstep.select.Select;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The example that everybody shows: the or of five signals, on virtual time. */
@DisplayName("The or of signals after 2 h, 5 min, 1 s, 1 h and 1 min")
class OrChannelVirtualTimeTest {

    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());
    private static final List<Duration> AFTER = List.of(Duration.ofHours(2), Duration.ofMinutes(5), Duration.ofSeconds(1),
            Duration.ofHours(1), Duration.ofMinutes(1));

    /** A channel that is closed after a while, unless nobody is interested any more. */
    private static Receiver<Void> sig(Duration after, Receiver<Void> enough) {
        Channel<Void> signal = Channel.unbuffered("sig " + after);
        Seam.unstarted(signal.name(), () -> uninterrupted(() -> Select.<Void>cases()
                .onReceive(enough, none -> { })
                .onTimeout(after, signal::close)
                .build().run())).start();
        return signal;
    }

    private interface Interruptible {
        void run() throws InterruptedException;
    }

    private static void uninterrupted(Interruptible code) {
        try {
            code.run();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody was to interrupt this", e);
        }
    }

    /** Waits for the first of the five, and says when that was. */
    private static Duration first(Receiver<Void> enough) {
        long start = Seam.nanoTime();
        OrChannel<Void> or = OrChannel.anyDone(AFTER.stream().map(after -> sig(after, enough)).toList());
        uninterrupted(() -> or.done().receive());
        Duration at = Duration.ofNanos(Seam.nanoTime() - start);
        assertEquals(2, or.firing().orElseThrow().input());
        return at;
    }

    @Test
    @DisplayName("fires at exactly 1 s; when nobody wants the other signals, no task is left and no timer")
    void firesAtOneSecondAndLeavesNothing() {
        Runnable example = () -> {
            Channel<Void> enough = Channel.unbuffered("enough");
            assertEquals(Duration.ofSeconds(1), first(enough));
            enough.close();
        };
        Set<Duration> end = Set.of(Duration.ofSeconds(1));
        assertEquals(end, VirtualTime.everySchedule(1, QUICK ? 200 : 20_000, example));
        assertEquals(end, VirtualTime.randomSchedules(SEED, QUICK ? 50 : 2_000, example), () -> "seed " + SEED);
    }

    @Test
    @DisplayName("leaves the signals alone that cannot be told, as the example has them: they end by themselves")
    void signalsThatCannotBeToldEndByThemselves() {
        Runnable example = () -> assertEquals(Duration.ofSeconds(1), first(Channel.nil()));
        assertEquals(Set.of(Duration.ofHours(2)), VirtualTime.randomSchedules(SEED, QUICK ? 50 : 2_000, example));
    }

    @Test
    @DisplayName("is cancelled at half a second, and leaves no task and no timer either")
    void isCancelled() {
        Runnable example = () -> {
            Channel<Void> enough = Channel.unbuffered("enough");
            OrChannel<Void> or = OrChannel.anyDone(AFTER.stream().map(after -> sig(after, enough)).toList());
            uninterrupted(() -> or.done().receive(Duration.ofMillis(500)));
            or.close();
            assertTrue(or.firing().isEmpty());
            enough.close();
        };
        assertEquals(Set.of(Duration.ofMillis(500)), VirtualTime.randomSchedules(SEED, QUICK ? 50 : 2_000, example));
    }
}
