package io.lockstep.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.soak.Account;
import io.lockstep.conformance.soak.Storm;
import io.lockstep.scope.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The production class, with no probe bound, under load: values sent are values received whatever
 * interrupts and timeouts do, and no waiter stays behind.
 */
@Tag("production")
class ChannelSoakTest {

    /** How many values pass in all. */
    private static final int TRANSFERS = Storm.amount(10_000_000, 100_000);
    private static final int SENDERS = 4;
    private static final int RECEIVERS = 4;
    /** One operation in this many is timed, and as many are try-forms: each kind often enough to collide. */
    private static final int ONE_IN = 16;

    @Test
    void nothingIsLostOrDuplicated() throws InterruptedException {
        long seed = Storm.seed("soak");
        int met = 0;
        for (int capacity : new int[] {0, 3}) met += run(new Storm(seed), capacity, TRANSFERS / 2);
        assertTrue(met > 0, "the runs met no timeout: no evidence");
    }

    /** Returns how many timeouts were met: a channel with a buffer is seldom slow enough for one. */
    private int run(Storm storm, int capacity, int transfers) throws InterruptedException {
        Channel<Integer> channel = Channel.buffered(capacity, "soak");
        LongAdder interrupts = new LongAdder();
        LongAdder timeouts = new LongAdder();
        List<Account> accounts = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        long start = System.nanoTime();
        for (int r = 0; r < RECEIVERS; r++) {
            Account mine = new Account();
            accounts.add(mine);
            storm.start("receiver-" + r, random -> receiveAll(channel, mine, random, interrupts, timeouts));
        }
        int share = transfers / SENDERS;
        for (int s = 0; s < SENDERS; s++) {
            int first = s * share;
            Account mine = new Account();
            accounts.add(mine);
            senders.add(storm.start("sender-" + s,
                    random -> sendAll(channel, mine, first, first + share, random, interrupts, timeouts)));
        }
        storm.await(senders);
        channel.close();
        storm.end();

        int count = Account.balance(accounts);
        System.out.printf("soak: capacity %d, %,d values, %,d interrupts and %,d timeouts met, %.1f s%n",
                capacity, count, interrupts.sum(), timeouts.sum(), (System.nanoTime() - start) / 1e9);
        assertEquals(share * SENDERS, count, "every sender has sent its share");
        assertTrue(interrupts.sum() > 0, "the run met no interrupt: no evidence");
        assertEquals("Channel[soak, closed, 0/" + capacity + " buffered, 0 sending, 0 receiving]", channel.toString());
        return timeouts.intValue();
    }

    private static void sendAll(Channel<Integer> channel, Account mine, int from, int to, SplittableRandom random,
                                LongAdder interrupts, LongAdder timeouts) {
        for (int v = from; v < to; ) {
            try {
                int kind = random.nextInt(ONE_IN);
                boolean sent = true;
                if (kind == 0) sent = channel.send(v, Storm.shortly(random));
                else if (kind == 1) sent = channel.trySend(v);
                else channel.send(v);
                if (sent) mine.sent(v++);
                else if (kind == 0) timeouts.increment();
            } catch (InterruptedException e) {
                interrupts.increment();
            }
        }
    }

    private static void receiveAll(Channel<Integer> channel, Account mine, SplittableRandom random,
                                   LongAdder interrupts, LongAdder timeouts) {
        for (;;) {
            try {
                int kind = random.nextInt(ONE_IN);
                Integer v;
                if (kind == 0 || kind == 1) {
                    Received<Integer> r = kind == 0 ? channel.receive(Storm.shortly(random)) : channel.tryReceive();
                    if (r.isClosed()) return;
                    v = r.orNull();
                    if (v == null) {
                        if (kind == 0) timeouts.increment();
                        continue;
                    }
                } else {
                    v = channel.receive();
                    if (v == null) return;
                }
                mine.received(v);
            } catch (InterruptedException e) {
                interrupts.increment();
            }
        }
    }

    @Test
    void oneCloseReleasesAHundredThousand(Scope scope) throws InterruptedException {
        int waiters = Math.min(100_000, TRANSFERS / 5);
        Channel<Integer> channel = Channel.unbuffered("gate");
        LongAdder released = new LongAdder();
        for (int i = 0; i < waiters; i++) {
            scope.start("waiter", () -> {
                if (channel.receive() == null) released.increment();
            });
        }
        while (!channel.toString().contains(" " + waiters + " receiving")) LockSupport.parkNanos(1_000_000);
        channel.close();
        scope.join();
        assertEquals(waiters, released.sum());
        assertEquals("Channel[gate, closed, 0/0 buffered, 0 sending, 0 receiving]", channel.toString());
    }
}
