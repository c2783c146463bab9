package io.lockstep.select;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Received;
import io.lockstep.channel.SendOnClosedChannelException;
import io.lockstep.conformance.soak.Account;
import io.lockstep.conformance.soak.Storm;
import java.time.Duration;
import java.util.Collection;
import java.util.SplittableRandom;
import java.util.StringJoiner;

/**
 * A task that runs random selects and plain operations on some channels, and keeps account of every value.
 * Each operand is a new value, so that one that travels though its case did not happen is found out.
 */
final class SelectPlayer {

    /** How an operation ended. */
    enum End { SENT, RECEIVED, CLOSED, PANIC, DEFAULT, TIMED_OUT, INTERRUPTED }

    /** One operation in this many is a plain one. */
    private static final int PLAIN_ONE_IN = 5;
    /** How many selects are kept to be run again and again. */
    private static final int KEPT = 16;
    /** One select in this many is replaced by a new one. */
    private static final int RENEWED_ONE_IN = 32;
    private static final int MOST_CASES = 5;

    private final int me;
    private final int players;
    private final Channel<Integer>[] channels;
    private final Account account = new Account();
    private final long[] ends = new long[End.values().length];
    private final Kept[] kept = new Kept[KEPT];
    private int drawn;
    private long selects;

    SelectPlayer(int me, int players, Channel<Integer>[] channels) {
        this.me = me;
        this.players = players;
        this.channels = channels;
    }

    String name() {
        return "player-" + me;
    }

    Account account() {
        return account;
    }

    long selects() {
        return selects;
    }

    /** How often all players together met each end. */
    static long[] ends(Collection<SelectPlayer> players) {
        long[] sum = new long[End.values().length];
        for (int e = 0; e < sum.length; e++) {
            int end = e;
            sum[e] = players.stream().mapToLong(p -> p.ends[end]).sum();
        }
        return sum;
    }

    static String tell(long[] ends) {
        StringJoiner text = new StringJoiner(", ");
        for (End end : End.values()) text.add("%s %,d".formatted(end, ends[end.ordinal()]));
        return text.toString();
    }

    /** Runs some selects, and plain operations between them. */
    void play(int rounds, SplittableRandom random) {
        for (int round = 0; round < rounds; ) {
            End end;
            try {
                if (random.nextInt(PLAIN_ONE_IN) == 0) {
                    end = plain(channels[random.nextInt(channels.length)], random);
                } else {
                    round++;
                    selects++;
                    end = pick(random).run();
                }
            } catch (InterruptedException e) {
                end = End.INTERRUPTED;
            } catch (SendOnClosedChannelException e) {
                end = End.PANIC;
            }
            ends[end.ordinal()]++;
        }
    }

    private int fresh() {
        return drawn++ * players + me;
    }

    private Select<End> pick(SplittableRandom random) {
        int i = random.nextInt(KEPT);
        if (kept[i] == null || random.nextInt(RENEWED_ONE_IN) == 0) kept[i] = new Kept(random);
        return kept[i].select;
    }

    /** A random select, with the operands of its last run. */
    private final class Kept {
        final int[] operands = new int[MOST_CASES];
        final Select<End> select;

        Kept(SplittableRandom random) {
            Select.Cases<End> cases = Select.cases();
            int n = 1 + random.nextInt(MOST_CASES);
            for (int i = 0; i < n; i++) add(cases, i, channels[random.nextInt(channels.length)], random.nextBoolean());
            int wayOut = random.nextInt(4);
            if (wayOut == 0) cases.otherwise(() -> End.DEFAULT);
            if (wayOut == 1) cases.after(random.nextInt(8) == 0 ? Duration.ZERO : Storm.shortly(random), () -> End.TIMED_OUT);
            select = cases.build();
        }

        private void add(Select.Cases<End> cases, int i, Channel<Integer> channel, boolean send) {
            if (send) {
                cases.sendFrom(channel, () -> operands[i] = fresh(), () -> sent(operands[i]));
            } else {
                cases.receive(channel, SelectPlayer.this::received, () -> End.CLOSED);
            }
        }
    }

    private End plain(Channel<Integer> channel, SplittableRandom random) throws InterruptedException {
        int v = fresh();
        return switch (random.nextInt(6)) {
            case 0 -> {
                channel.send(v);
                yield sent(v);
            }
            case 1 -> channel.send(v, Storm.shortly(random)) ? sent(v) : End.TIMED_OUT;
            case 2 -> channel.trySend(v) ? sent(v) : End.DEFAULT;
            case 3 -> {
                Integer got = channel.receive();
                yield got == null ? End.CLOSED : received(got);
            }
            case 4 -> received(channel.receive(Storm.shortly(random)), End.TIMED_OUT);
            default -> received(channel.tryReceive(), End.DEFAULT);
        };
    }

    private End received(Received<Integer> outcome, End otherwise) {
        if (outcome.isClosed()) return End.CLOSED;
        return outcome.orNull() == null ? otherwise : received(outcome.orNull());
    }

    private End received(int value) {
        account.received(value);
        return End.RECEIVED;
    }

    private End sent(int value) {
        account.sent(value);
        return End.SENT;
    }
}
