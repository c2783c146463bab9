package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.lockstep.channel.Channel;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("production")
@DisplayName("A select that always finds a case ready")
class SelectSteadyTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");
    private static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());

    // ---- A token that is always somewhere.

    @DisplayName("never takes its default, though the case that is ready moves")
    @ParameterizedTest(name = "over {0} channels")
    @ValueSource(ints = {2, 3, 5})
    void neverTheDefault(int channels) throws InterruptedException {
        Wandering token = new Wandering(channels);
        assertEquals(0, token.misses(token.select(), QUICK ? 10_000 : 200_000));
    }

    @Test
    @DisplayName("is told from one that looks at one case after the other")
    void rejectsOneCaseAfterTheOther() throws InterruptedException {
        int misses = 0;
        for (int i = 0; i < 1_000 && misses == 0; i++) {
            Wandering token = new Wandering(2);
            misses = token.misses(token.oneAfterTheOther(), 20_000);
        }
        assertTrue(misses > 0, "a select that does not decide at one moment was not found out");
    }

    // ---- Allocation.

    private static final int ROUNDS = 1_000;
    private static final int MEASUREMENTS = 5;

    @DisplayName("allocates nothing when it is run again, whatever its cases are")
    @ParameterizedTest(name = "{0} cases")
    @ValueSource(ints = {1, 2, 3, 4, 6, 8})
    void allocatesNothing(int cases) throws InterruptedException {
        for (int way = 0; way < 3; way++) {
            Select<Integer> select = balanced(cases, way);
            assertEquals(0, allocated(() -> select), () -> "bytes in " + ROUNDS + " rounds; -Dlockstep.seed=" + SEED);
        }
    }

    @Test
    @DisplayName("allocates when it is built anew, and that is noticed")
    void noticesAllocation() throws InterruptedException {
        assertTrue(allocated(() -> balanced(2, 0)) > ROUNDS, "to build a select takes more than a byte");
    }

    /**
     * Sends and receives at random on one to three channels that hold one value of two. Handlers undo what
     * has happened, without allocating anything.
     *
     * @param way 0 for a default, 1 for a timeout, 2 for neither
     */
    private static Select<Integer> balanced(int cases, int way) {
        SplittableRandom random = new SplittableRandom(SEED + cases);
        List<Channel<String>> channels = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0; i--) {
            Channel<String> channel = Channel.buffered(2);
            channel.trySend("held");
            channels.add(channel);
        }
        Select.Cases<Integer> select = Select.cases();
        for (int i = 0; i < cases; i++) {
            Channel<String> channel = channels.get(random.nextInt(channels.size()));
            if (random.nextBoolean()) select.sendFrom(channel, () -> "sent", () -> receive(channel));
            else select.receive(channel, value -> channel.trySend(value) ? 1 : 0);
        }
        if (way == 0) select.otherwise(() -> 0);
        if (way == 1) select.after(Duration.ofMillis(1), () -> 0);
        return select.build();
    }

    private static Integer receive(Channel<String> channel) {
        try {
            return channel.receive() == null ? 0 : 1;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody was to interrupt this", e);
        }
    }

    /** The bytes that this thread allocates in some rounds: the least of several measurements, the first warms up. */
    private static long allocated(Supplier<Select<Integer>> select) throws InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int m = 0; m < MEASUREMENTS; m++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                if (select.get().run() != 1) throw new AssertionError("no case was ready");
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
