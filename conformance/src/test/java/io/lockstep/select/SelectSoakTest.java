package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBench;
import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.soak.Account;
import io.lockstep.conformance.soak.Storm;
import io.lockstep.scope.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Selects and plain operations on four channels, with no probe bound, in a storm of interrupts and timeouts. */
@Tag("production")
@DisplayName("Selects under load:")
class SelectSoakTest {

    private static final int SELECTS = Storm.amount(10_000_000, 200_000);
    private static final int CLOSINGS = SELECTS / 2_000;

    private static final int[] CAPACITIES = {0, 0, 1, 4};
    private static final int TASKS = 8;

    /** How many selects a task takes on at a time: few, so that nobody is left alone with many at the end. */
    private static final int HELPING = 100;

    /** How many each task runs while the channels are being closed: about as long as the closing takes. */
    private static final int WHILE_CLOSING = 30;

    /** The longest time between two closes, in nanoseconds. */
    private static final int CLOSE_PAUSE = 50_000;

    @Test
    @DisplayName("nothing is lost or duplicated, those that end without a case have no effect, and no waiter stays")
    void nothingIsLostOrDuplicated(Scope scope) throws InterruptedException {
        long seed = Storm.seed("select soak");
        long start = System.nanoTime();
        Channel<Integer>[] channels = open();
        AtomicLong left = new AtomicLong(SELECTS);
        List<SelectPlayer> players = players(channels);
        Storm storm = new Storm(seed);
        for (SelectPlayer player : players) {
            storm.start(player.name(), random -> {
                while (left.getAndAdd(-HELPING) > 0) player.play(HELPING, random);
            });
        }
        storm.end();
        long selects = players.stream().mapToLong(SelectPlayer::selects).sum();
        int failed = 1;
        try {
            assertNothingLost(players, channels);
            assertTrue(selects >= SELECTS, "only " + selects + " selects were run");
            for (Channel<Integer> c : channels) assertWorks(scope, c);
            failed = 0;
        } finally {
            Evidence.record("select", "soak", Map.of("run", selects, "failed", failed));
        }
        System.out.printf("select soak: %,d selects, %.1f s%n", selects, (System.nanoTime() - start) / 1e9);
    }

    private static void assertNothingLost(List<SelectPlayer> players, Channel<Integer>[] channels) {
        int passed = balance(players, channels);
        long[] ends = SelectPlayer.ends(players);
        System.out.printf("select soak: %,d values passed; selects and plain operations ended as %s%n", passed, SelectPlayer.tell(ends));
        for (SelectPlayer.End end : SelectPlayer.End.values()) {
            boolean closing = end == SelectPlayer.End.CLOSED || end == SelectPlayer.End.PANIC;
            assertEquals(!closing, ends[end.ordinal()] > 0, "the run met " + end + ": " + SelectPlayer.tell(ends));
        }
    }

    @Test
    @DisplayName("so too while the channels are closed one by one")
    void nothingIsLostWhenClosed() throws InterruptedException {
        long seed = Storm.seed("select soak, closing");
        long start = System.nanoTime();
        long passed = 0;
        long[] ends = new long[SelectPlayer.End.values().length];
        for (int i = 0; i < CLOSINGS; i++) {
            Channel<Integer>[] channels = open();
            List<SelectPlayer> players = players(channels);
            Storm storm = new Storm(seed + i);
            for (SelectPlayer player : players) storm.start(player.name(), random -> player.play(WHILE_CLOSING, random));
            closeAll(channels, new SplittableRandom(seed - i));
            storm.end();
            passed += balance(players, channels);
            long[] these = SelectPlayer.ends(players);
            for (int e = 0; e < ends.length; e++) ends[e] += these[e];
            for (Channel<Integer> c : channels) assertEquals(0, ChannelBench.queued(c), () -> "waiters left: " + c);
        }
        System.out.printf("select soak: %,d times four channels closed, %,d values passed; ended as %s; %.1f s%n",
                CLOSINGS, passed, SelectPlayer.tell(ends), (System.nanoTime() - start) / 1e9);
        for (long n : ends) assertTrue(n > 0, "the run did not meet every end: " + SelectPlayer.tell(ends));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can only be made raw
    private static Channel<Integer>[] open() {
        Channel<Integer>[] channels = new Channel[CAPACITIES.length];
        Arrays.setAll(channels, i -> Channel.buffered(CAPACITIES[i], "soak-" + i));
        return channels;
    }

    private static List<SelectPlayer> players(Channel<Integer>[] channels) {
        List<SelectPlayer> players = new ArrayList<>();
        for (int t = 0; t < TASKS; t++) players.add(new SelectPlayer(t, TASKS, channels));
        return players;
    }

    private static void closeAll(Channel<Integer>[] channels, SplittableRandom random) {
        int first = random.nextInt(channels.length);
        for (int i = 0; i < channels.length; i++) {
            LockSupport.parkNanos(1 + random.nextInt(CLOSE_PAUSE)); // when a close comes is to be random
            channels[(first + i) % channels.length].close();
        }
    }

    /** Takes out what is left, and compares the accounts. @return how many values have passed */
    private static int balance(List<SelectPlayer> players, Channel<Integer>[] channels) {
        Account rest = new Account();
        for (Channel<Integer> channel : channels) {
            for (Integer v; (v = channel.tryReceive().orNull()) != null; ) rest.received(v);
        }
        List<Account> accounts = new ArrayList<>(List.of(rest));
        for (SelectPlayer player : players) accounts.add(player.account());
        return Account.balance(accounts);
    }

    /** Nobody waits on the channel, and it takes its capacity in values, and hands one over. */
    private static void assertWorks(Scope scope, Channel<Integer> channel) throws InterruptedException {
        assertEquals(0, ChannelBench.queued(channel), () -> "waiters left: " + channel);
        for (int v = 0; v < channel.cap(); v++) assertTrue(channel.trySend(v), channel::toString);
        scope.start("sends", () -> Select.<Void>cases().onSend(channel, channel.cap(), () -> { }).run());
        for (int v = 0; v <= channel.cap(); v++) assertEquals(v, channel.receive());
        scope.join();
        assertEquals(0, ChannelBench.queued(channel), () -> "waiters left: " + channel);
    }
}
