package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBench;
import io.lockstep.conformance.soak.Storm;
import io.lockstep.scope.Scope;
import io.lockstep.scope.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The scenarios of Go's own tests of select:")
class SelectScenariosTest {

    private Scope scope;

    @BeforeEach
    void threadsEndWithTheTest(Scope scope) {
        this.scope = scope;
    }

    private static final int ROUNDS = 20_000;

    /**
     * 1. One of two channels is made ready, a goroutine selects on both with a default. 2. At the same time
     * the value moves: first the other channel becomes ready, then this one is drained. 3. At every instant
     * something is ready; so the default must not happen.
     */
    @Test
    void nonblockingSelectRace() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            Channel<Integer> a = Channel.buffered(1);
            Channel<Integer> b = Channel.buffered(1);
            a.trySend(1);
            Task<Boolean> selecting = scope.start("selects", () -> Select.<Boolean>cases()
                    .receive(a, v -> true).receive(b, v -> true).otherwise(() -> false).runNow());
            b.trySend(1);
            Select.<Integer>cases().receive(a, v -> 1).otherwise(() -> 0).runNow();
            scope.join();
            assertTrue(selecting.result(), "the default was taken in round " + i);
        }
    }

    /** As above, but the second channel is closed instead of filled. */
    @Test
    void nonblockingSelectRaceWithClose() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            Channel<Integer> a = Channel.buffered(1);
            Channel<Integer> b = Channel.unbuffered();
            a.trySend(1);
            Task<Boolean> selecting = scope.start("selects", () -> Select.<Boolean>cases()
                    .receive(a, v -> true).receive(b, v -> true).otherwise(() -> false).runNow());
            b.close();
            Select.<Integer>cases().receive(a, v -> 1).otherwise(() -> 0).runNow();
            scope.join();
            assertTrue(selecting.result(), "the default was taken in round " + i);
        }
    }

    /**
     * 1. Two tasks each select to send their own number and to receive, on one channel. 2. Whoever receives
     * must get the other's number: a select never meets itself.
     */
    @Test
    void selfSelect() throws InterruptedException {
        for (int capacity : new int[] {0, 10}) {
            Channel<Integer> c = Channel.buffered(capacity);
            AtomicInteger own = new AtomicInteger();
            for (int t = 0; t < 2; t++) {
                int me = t;
                scope.start("selects " + me, () -> {
                    for (int i = 0; i < ROUNDS; i++) {
                        boolean first = i % 2 == 0;
                        var cases = Select.<Integer>cases();
                        if (first) cases.send(c, me, () -> -1);
                        cases.receive(c, v -> v);
                        if (!first) cases.send(c, me, () -> -1);
                        int got = cases.after(Duration.ofSeconds(5), () -> -2).run();
                        if (got == -2) return; // the other one has ended
                        if (capacity == 0 && got == me) own.incrementAndGet();
                    }
                    Select.<Integer>cases().send(c, me, () -> 0).receive(c, v -> v).otherwise(() -> 0).run();
                });
            }
            scope.join();
            assertEquals(0, own.get());
        }
    }

    /**
     * 1. Four channels: two unbuffered, one with room for two, one with room for three. 2. For each of them one task
     * sends and another receives a number of values. 3. One more task sends as many on each by one select, and one
     * receives as many from each by one select; a channel that has had its share becomes nil there. 4. All end.
     */
    @Test
    void stress() throws InterruptedException {
        int share = Storm.amount(100_000, 5_000);
        List<Channel<Integer>> channels = List.of(Channel.unbuffered(), Channel.unbuffered(), Channel.buffered(2), Channel.buffered(3));
        List<Thread> tasks = new ArrayList<>();
        for (Channel<Integer> c : channels) {
            tasks.add(task(() -> {
                for (int i = 0; i < share; i++) c.send(i);
            }));
            tasks.add(task(() -> {
                for (int i = 0; i < share; i++) c.receive();
            }));
        }
        tasks.add(task(() -> onEach(channels, share, true)));
        tasks.add(task(() -> onEach(channels, share, false)));
        for (Thread t : tasks) t.join();
        for (Channel<Integer> c : channels) {
            assertEquals(0, c.len(), () -> "what has been sent has been received: " + c);
            assertEquals(0, ChannelBench.queued(c), () -> "nobody waits any more: " + c);
        }
    }

    private static void onEach(List<Channel<Integer>> channels, int share, boolean send) throws InterruptedException {
        List<Channel<Integer>> left = new ArrayList<>(channels);
        int[] done = new int[channels.size()];
        for (int exhausted = 0; exhausted < channels.size(); exhausted++) {
            Select.Cases<Integer> cases = Select.cases();
            for (int i = 0; i < left.size(); i++) {
                int at = i;
                if (send) cases.send(left.get(i), 0, () -> at);
                else cases.receive(left.get(i), v -> at);
            }
            Select<Integer> select = cases.build();
            int chosen;
            do chosen = select.run();
            while (++done[chosen] < share);
            left.set(chosen, Channel.nil());
        }
    }

    /**
     * 1. Two channels are full enough for all trials, two more are never ready; a task selects among the four. 2. It
     * receives from the first about as often as from the second: at 10,000 trials within a margin of error that six
     * nines of all runs keep.
     */
    @Test
    void fairness() throws InterruptedException {
        int trials = 10_000;
        Channel<Integer> first = Channel.buffered(trials + 1);
        Channel<Integer> second = Channel.buffered(trials + 1);
        for (int i = 0; i <= trials; i++) {
            first.send(1);
            second.send(2);
        }
        Channel<Integer> never = Channel.unbuffered();
        Channel<Integer> norThis = Channel.unbuffered();
        Select<Integer> select = Select.<Integer>cases().receive(never, v -> v).receive(norThis, v -> v)
                .receive(first, v -> v).receive(second, v -> v).build();
        int[] count = new int[3];
        for (int i = 0; i < trials; i++) count[select.run()]++;
        double margin = 4.891676 / (2 * Math.sqrt(trials));
        double share = (double) count[1] / trials;
        assertTrue(Math.abs(share - 0.5) <= margin, () -> "the first was chosen " + count[1] + " times in " + trials);
    }

    /**
     * 1. A selects to receive from c, from c again, and from d. 2. B comes and receives from c. 3. A value on d wakes A,
     * which takes both of its waiters out of c's queue. 4. B is still there: a value on c wakes it.
     */
    @Test
    void duplicateChannel() throws InterruptedException {
        Channel<Integer> c = Channel.unbuffered();
        Channel<Integer> d = Channel.unbuffered();
        AtomicInteger gotByA = new AtomicInteger();
        AtomicInteger gotByB = new AtomicInteger();
        Thread a = task(() -> gotByA.set(Select.<Integer>cases().receive(c, v -> v).receive(c, v -> v).receive(d, v -> v).run()));
        awaitReceivers(c, 2);
        Thread b = task(() -> gotByB.set(c.receive()));
        awaitReceivers(c, 3);
        d.send(7);
        a.join();
        assertEquals(1, ChannelBench.queued(c), "B alone waits");
        c.send(8);
        b.join();
        assertEquals(List.of(7, 8), List.of(gotByA.get(), gotByB.get()));
    }

    private static void awaitReceivers(Channel<?> channel, int count) {
        while (!channel.toString().contains(" " + count + " receiving")) {
            LockSupport.parkNanos(1_000); // polls every microsecond until they wait
        }
    }

    private Thread task(Scope.Body body) {
        return scope.start("task", body).thread();
    }
}
