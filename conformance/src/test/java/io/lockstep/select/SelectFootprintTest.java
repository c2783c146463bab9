package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBench;
import io.lockstep.conformance.soak.Storm;
import io.lockstep.waiter.Port;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.Waiter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("production")
@DisplayName("Losers leave no trace:")
class SelectFootprintTest {
    /*
     * Waits are played on the core by one thread, without parking: a select begins, a partner sends, the
     * select resumes. So every one of them has really waited, and times are those of the queues alone.
     *
     * A time is the best of several measurements. What the machine does besides makes one of them slow,
     * a queue that has grown makes all of them slow.
     */

    private static long nanos(Runnable what) {
        long start = System.nanoTime();
        what.run();
        return System.nanoTime() - start;
    }

    /** A select that receives from `busy`, and waits. */
    private static SelectCore waiting(Port busy, Port... idle) {
        Port[] ports = new Port[1 + idle.length];
        ports[0] = busy;
        System.arraycopy(idle, 0, ports, 1, idle.length);
        SelectCore core = new SelectCore(ports, new boolean[ports.length]);
        park(core);
        return core;
    }

    private static void park(SelectCore core) {
        assertEquals(SelectCore.PARKED, core.begin(true));
    }

    private static void complete(SelectCore core, ChannelBench busy) {
        assertTrue(busy.channel().trySend("value"));
        resume(core);
    }

    private static void resume(SelectCore core) {
        assertEquals(0, core.resume());
        assertEquals("value", core.takeOutcome());
    }

    @Nested
    @DisplayName("a channel that selects have skipped")
    class Skipped {

        private static final int SKIPS = Storm.amount(10_000_000, 1_000_000) / 10 * 4;
        private static final int CHANNELS = 6;

        /**
         * The longest time for a send and a receive on an idle channel, in nanoseconds: some fifty times what they take.
         * A walk over what four million selects left would take tens of milliseconds.
         */
        private static final long PROMPT = 10_000;

        private final List<ChannelBench> idle = new ArrayList<>();

        Skipped() {
            for (int i = 0; i < CHANNELS; i++) idle.add(new ChannelBench(0));
            for (int i = 0; i < 50_000; i++) firstOperations(List.of(idle.get(i % CHANNELS))); // compiles them
        }

        /** The time of the first receive and send that a channel sees, in nanoseconds; the best of some channels. */
        private static long firstOperations(List<ChannelBench> channels) {
            return channels.stream().map(ChannelBench::channel).mapToLong(c -> nanos(() -> {
                assertNull(c.tryReceive().orNull());
                assertFalse(c.trySend("value"));
            })).min().orElseThrow();
        }

        @Test
        @DisplayName("because others were ready is as prompt as before")
        void afterSelectsThatWereReady() {
            Channel<Integer> busy = Channel.buffered(1);
            List<Channel<Object>> skipped = idle.stream().map(ChannelBench::channel).toList();
            Select.Cases<Integer> cases = Select.<Integer>cases().receive(busy, v -> v);
            for (int i = 0; i < CHANNELS; i++) {
                if (i % 2 == 0) cases.receive(skipped.get(i), v -> null);
                else cases.send(skipped.get(i), "never", () -> null);
            }
            Select<Integer> select = cases.build();
            long before = firstOperations(idle);
            for (Integer i = 0; i < SKIPS; i++) {
                busy.trySend(i);
                assertEquals(i, select.runNow());
                assertNoWaiterLeft();
            }
            assertPrompt(before, "ready");
        }

        @Test
        @DisplayName("after a wait is as prompt as before")
        void afterSelectsThatWaited() {
            ChannelBench busy = new ChannelBench(0);
            SelectCore core = waiting(busy.port(), idle.stream().map(ChannelBench::port).toArray(Port[]::new));
            complete(core, busy);
            long before = firstOperations(idle);
            for (int i = 0; i < SKIPS; i++) {
                park(core);
                complete(core, busy);
                assertNoWaiterLeft();
            }
            assertPrompt(before, "waiting");
        }

        private void assertNoWaiterLeft() {
            for (ChannelBench c : idle) assertEquals(0, ChannelBench.queued(c.channel()));
        }

        private void assertPrompt(long before, String which) {
            long after = firstOperations(idle);
            System.out.printf("footprint: a send and a receive on an idle channel took %,d ns, and %,d ns after %,d %s selects%n",
                    before, after, SKIPS, which);
            assertTrue(after <= PROMPT, () -> after + " ns after " + SKIPS + " " + which + " selects, " + before
                    + " ns before; expected at most " + PROMPT);
        }

        @Test
        @DisplayName("would not be, by far, if each had left its waiter")
        void rejectsLeftovers() {
            Waiter claimed = new Waiter(null, true);
            claimed.claim();
            Port port = idle.get(0).port();
            for (int i = 0; i < SKIPS; i++) port.enqueue(new Sudog(claimed, null), false);
            long slow = firstOperations(idle.subList(0, 1));
            System.out.printf("footprint: it would take %,d ns if %,d selects had left their waiters%n", slow, SKIPS);
            assertTrue(slow > 10 * PROMPT, () -> "a bound of " + PROMPT + " ns tells nothing: " + SKIPS
                    + " waiters left behind take " + slow + " ns");
        }
    }

    @Nested
    @DisplayName("a waiter leaves a queue")
    class Leaving {

        private static final int SELECTS = 10_000;
        private static final int FEW = 10;
        private static final int MEASUREMENTS = 5;

        /** How much more it may cost among many: caches are colder there. A search makes it some two hundred times. */
        private static final double FLAT = 5;

        /** The cost among many, measured so often, in terms of the cost among few. */
        private static double ratio(Function<ChannelBench, Port> port, int ofMany) {
            double few = Double.MAX_VALUE;
            double many = Double.MAX_VALUE;
            for (int i = 0; i < MEASUREMENTS; i++) {
                few = Math.min(few, removal(FEW, port, i));
                if (i < ofMany) many = Math.min(many, removal(SELECTS, port, i));
            }
            System.out.printf("footprint: a loser leaves in %,.0f ns if %,d share an idle channel, in %,.0f ns if %,d do%n",
                    few, FEW, many, SELECTS);
            return many / few;
        }

        /**
         * How long it takes a select that has been completed to leave the idle channel, in nanoseconds, if so many
         * share one. There are always equally many in all, and they go in random order.
         */
        private static double removal(int sharing, Function<ChannelBench, Port> port, int seed) {
            List<SelectCore> selects = new ArrayList<>();
            List<ChannelBench> idle = new ArrayList<>();
            for (int i = 0; i < SELECTS; i++) {
                if (i % sharing == 0) idle.add(new ChannelBench(0));
                ChannelBench busy = new ChannelBench(0);
                selects.add(waiting(busy.port(), port.apply(idle.getLast())));
                assertTrue(busy.channel().trySend("value"));
            }
            for (ChannelBench c : idle) assertEquals(sharing, ChannelBench.queued(c.channel()));
            Collections.shuffle(selects, new Random(seed));
            long nanos = nanos(() -> selects.forEach(SelectFootprintTest::resume));
            for (ChannelBench c : idle) assertEquals(0, ChannelBench.queued(c.channel()));
            return (double) nanos / SELECTS;
        }

        @Test
        @DisplayName("under the lock of its channel")
        void underItsLock() {
            ChannelBench busy = new ChannelBench(0);
            ChannelBench idle = new ChannelBench(0);
            SelectCore select = waiting(busy.port(), new Searching(idle));
            assertTrue(busy.channel().trySend("value"));
            resume(select);
            assertEquals(0, ChannelBench.queued(idle.channel()));
        }

        @Test
        @DisplayName("also where another of the same select has won")
        void besideTheWinner() {
            ChannelBench twice = new ChannelBench(0);
            SelectCore select = waiting(twice.port(), twice.port());
            assertTrue(twice.channel().trySend("value"));
            select.resume(); // whichever of the two
            assertEquals("value", select.takeOutcome());
            assertEquals(0, ChannelBench.queued(twice.channel()));
        }

        @Test
        @DisplayName("of ten thousand at the price of one of ten")
        void inConstantTime() {
            double ratio = ratio(ChannelBench::port, MEASUREMENTS);
            assertTrue(ratio <= FLAT, () -> "among " + SELECTS + " it costs " + ratio + " times what it costs among " + FEW);
        }

        @Test
        @DisplayName("and if it were searched there, it would cost far more")
        void rejectsASearch() {
            double ratio = ratio(Searching::new, 1);
            assertTrue(ratio > 2 * FLAT, () -> "a factor of " + FLAT + " tells nothing: a search makes it " + ratio);
        }
    }

    /** A channel whose queue has to be searched for whoever leaves, and must be left under its lock. */
    private static final class Searching extends PortBehind {
        private final ChannelBench bench;

        Searching(ChannelBench bench) {
            super(bench.port());
            this.bench = bench;
        }

        @Override
        public void dequeue(Sudog sudog, boolean sending) {
            assertFalse(section().change(0, 0), "nobody is inside the section while a waiter leaves the queue");
            assertTrue((sending ? bench.senders() : bench.receivers()).contains(sudog));
            super.dequeue(sudog, sending);
        }
    }
}
