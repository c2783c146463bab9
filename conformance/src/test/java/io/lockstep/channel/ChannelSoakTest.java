package io.lockstep.channel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
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

    /** How many values pass in all; {@code -Dlockstep.soak=} changes it. */
    private static final int TRANSFERS = Integer.getInteger("lockstep.soak",
            System.getProperty("lockstep.effort", "full").equals("quick") ? 200_000 : 10_000_000);
    private static final int SENDERS = 4;
    private static final int RECEIVERS = 4;
    /** One operation in this many is timed, and as many are try-forms: each kind often enough to collide. */
    private static final int ONE_IN = 16;

    private final long seed = Long.getLong("lockstep.seed", System.nanoTime());

    @Test
    void nothingIsLostOrDuplicated() throws InterruptedException {
        System.out.println("soak: seed " + seed + " (-Dlockstep.seed=" + seed + ")");
        for (int capacity : new int[] {0, 3}) run(capacity, TRANSFERS / 2);
    }

    private void run(int capacity, int transfers) throws InterruptedException {
        Channel<Integer> channel = Channel.buffered(capacity, "soak");
        LongAdder interrupts = new LongAdder();
        LongAdder timeouts = new LongAdder();
        List<BitSet> received = new ArrayList<>();
        List<Thread> senders = new ArrayList<>();
        List<Thread> receivers = new ArrayList<>();
        List<Throwable> failures = new ArrayList<>();
        Thread.UncaughtExceptionHandler onFailure = (t, e) -> {
            synchronized (failures) {
                failures.add(e);
            }
        };
        long start = System.nanoTime();
        for (int r = 0; r < RECEIVERS; r++) {
            BitSet mine = new BitSet(transfers);
            received.add(mine);
            SplittableRandom random = new SplittableRandom(seed + r);
            receivers.add(Thread.ofVirtual().name("receiver-" + r).uncaughtExceptionHandler(onFailure)
                    .start(() -> receiveAll(channel, mine, random, interrupts, timeouts)));
        }
        int share = transfers / SENDERS;
        for (int s = 0; s < SENDERS; s++) {
            int first = s * share;
            SplittableRandom random = new SplittableRandom(seed - s - 1);
            senders.add(Thread.ofVirtual().name("sender-" + s).uncaughtExceptionHandler(onFailure)
                    .start(() -> sendAll(channel, first, first + share, random, interrupts, timeouts)));
        }
        List<Thread> everybody = new ArrayList<>(senders);
        everybody.addAll(receivers);
        Thread interrupter = Thread.ofPlatform().daemon().start(() -> interruptAtRandom(everybody));
        for (Thread sender : senders) sender.join();
        channel.close();
        for (Thread receiver : receivers) receiver.join();
        interrupter.interrupt();
        interrupter.join();

        assertEquals(List.of(), failures);
        BitSet all = new BitSet(share * SENDERS);
        long count = 0;
        for (BitSet mine : received) {
            count += mine.cardinality();
            all.or(mine);
        }
        System.out.printf("soak: capacity %d, %,d values, %,d interrupts and %,d timeouts met, %.1f s%n",
                capacity, count, interrupts.sum(), timeouts.sum(), (System.nanoTime() - start) / 1e9);
        assertEquals(share * SENDERS, all.cardinality(), "every value sent has been received");
        assertEquals(all.cardinality(), count, "no value has been received twice");
        assertTrue(interrupts.sum() > 0 && timeouts.sum() > 0, "the run met no interrupt or no timeout: no evidence");
        assertEquals("Channel[soak, closed, 0/" + capacity + " buffered, 0 sending, 0 receiving]", channel.toString());
    }

    private static void sendAll(Channel<Integer> channel, int from, int to, SplittableRandom random,
                                LongAdder interrupts, LongAdder timeouts) {
        for (int v = from; v < to; ) {
            try {
                int kind = random.nextInt(ONE_IN);
                boolean sent = true;
                if (kind == 0) sent = channel.send(v, shortly(random));
                else if (kind == 1) sent = channel.trySend(v);
                else channel.send(v);
                if (sent) v++;
                else if (kind == 0) timeouts.increment();
            } catch (InterruptedException e) {
                interrupts.increment();
            }
        }
    }

    private static void receiveAll(Channel<Integer> channel, BitSet mine, SplittableRandom random,
                                   LongAdder interrupts, LongAdder timeouts) {
        for (;;) {
            try {
                int kind = random.nextInt(ONE_IN);
                Integer v;
                if (kind == 0 || kind == 1) {
                    Received<Integer> r = kind == 0 ? channel.receive(shortly(random)) : channel.tryReceive();
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
                if (mine.get(v)) throw new AssertionError("value " + v + " received twice by one receiver");
                mine.set(v);
            } catch (InterruptedException e) {
                interrupts.increment();
            }
        }
    }

    /** Up to 20 µs: about as long as a partner takes on a busy machine, so that the two race. */
    private static Duration shortly(SplittableRandom random) {
        return Duration.ofNanos(1 + random.nextInt(20_000));
    }

    private void interruptAtRandom(List<Thread> threads) {
        SplittableRandom random = new SplittableRandom(seed);
        while (!Thread.currentThread().isInterrupted()) {
            threads.get(random.nextInt(threads.size())).interrupt();
            LockSupport.parkNanos(1_000 + random.nextInt(100_000)); // paces the storm: 1 to 101 µs
        }
    }

    @Test
    void oneCloseReleasesAHundredThousand() throws InterruptedException {
        int waiters = 100_000;
        Channel<Integer> channel = Channel.unbuffered("gate");
        LongAdder released = new LongAdder();
        List<Thread> threads = new ArrayList<>(waiters);
        for (int i = 0; i < waiters; i++) {
            threads.add(Thread.startVirtualThread(() -> {
                if (Quiet.get(channel::receive) == null) released.increment();
            }));
        }
        while (!channel.toString().contains(" " + waiters + " receiving")) LockSupport.parkNanos(1_000_000);
        channel.close();
        for (Thread t : threads) t.join();
        assertEquals(waiters, released.sum());
        assertEquals("Channel[gate, closed, 0/0 buffered, 0 sending, 0 receiving]", channel.toString());
    }
}
