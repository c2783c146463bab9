package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.scope.Scope;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.ChiSquareTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every ready case is chosen with the same probability. */
@Tag("production")
class SelectFairnessTest {

    private Scope scope;

    @BeforeEach
    void threadsEndWithTheTest(Scope scope) {
        this.scope = scope;
    }

    private static final int ROUNDS = 1_000_000;

    /**
     * A fair choice fails a test with this probability; a bias of one part in a hundred over a million rounds
     * is many orders of magnitude less likely.
     */
    private static final double FALSE_ALARM = 1e-7;

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 8})
    void amongReadyChannels(int n) throws InterruptedException {
        Channel<Integer>[] channels = channels(n);
        uniform(rounds(channels, channels));
    }

    @Test
    @DisplayName("{a, a, a, b}: a channel counts as often as it occurs")
    void amongCasesNotChannels() throws InterruptedException {
        Channel<Integer>[] two = channels(2);
        uniform(rounds(two, pick(two, 0, 0, 0, 1)));
    }

    @Test
    void betweenSendAndReceiveOnOneChannel() throws InterruptedException {
        Channel<Integer> half = Channel.buffered(2);
        long[] chosen = new long[2];
        Select<Integer> select = Select.<Integer>cases().receive(half, v -> 0).send(half, 1, () -> 1).build();
        for (int i = 0; i < ROUNDS; i++) {
            while (half.len() < 1) half.trySend(1);
            while (half.len() > 1) half.tryReceive();
            chosen[select.run()]++;
        }
        uniform(chosen);
    }

    @Test
    @DisplayName("between duplicates of one channel also when it becomes ready later")
    void betweenDuplicatesWhenWoken() throws InterruptedException {
        Channel<Integer> channel = Channel.unbuffered();
        Channel<Integer> idle = Channel.unbuffered();
        int rounds = ROUNDS / 10; // each costs two context switches
        long[] chosen = new long[3];
        scope.start("selects", () -> {
            Select<Integer> select = Select.<Integer>cases().receive(channel, v -> 0).receive(idle, v -> -1)
                    .receive(channel, v -> 1).receive(channel, v -> 2).build();
            for (int i = 0; i < rounds; i++) chosen[select.run()]++;
        });
        for (int i = 0; i < rounds; i++) {
            while (!channel.toString().contains(" 3 receiving")) Thread.onSpinWait();
            channel.send(i);
        }
        scope.join();
        uniform(chosen);
    }

    private static Channel<Integer>[] pick(Channel<Integer>[] from, int... which) {
        Channel<Integer>[] picked = Arrays.copyOf(from, which.length);
        for (int i = 0; i < which.length; i++) picked[i] = from[which[i]];
        return picked;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type can only be made raw
    private static Channel<Integer>[] channels(int n) {
        Channel<Integer>[] channels = new Channel[n];
        Arrays.setAll(channels, i -> Channel.buffered(1));
        return channels;
    }

    private static long[] rounds(Channel<Integer>[] channels, Channel<Integer>[] cases) throws InterruptedException {
        Select.Cases<Integer> building = Select.cases();
        for (int i = 0; i < cases.length; i++) {
            int mine = i;
            building.receive(cases[i], v -> mine);
        }
        Select<Integer> select = building.build();
        long[] chosen = new long[cases.length];
        for (int r = 0; r < ROUNDS; r++) {
            for (Channel<Integer> c : channels) c.trySend(r);
            chosen[select.run()]++;
        }
        return chosen;
    }

    private static void uniform(long[] chosen) {
        double[] expected = IntStream.range(0, chosen.length).mapToDouble(i -> 1).toArray();
        double p = ChiSquareTest.withDefaults().test(expected, chosen).getPValue();
        System.out.println("fairness: chosen " + Arrays.toString(chosen) + ", p = " + p);
        assertTrue(p > FALSE_ALARM, () -> "not uniform: " + Arrays.toString(chosen) + ", p = " + p);
    }
}
