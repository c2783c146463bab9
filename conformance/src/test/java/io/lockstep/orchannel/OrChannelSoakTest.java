package io.lockstep.orchannel;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Received;
import io.lockstep.channel.Receiver;
import io.lockstep.conformance.soak.Account;
import io.lockstep.conformance.soak.Storm;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Or-channels over a few shared channels, with no probe bound, in a storm of interrupts. */
@Tag("production")
@DisplayName("Or-channels under load:")
class OrChannelSoakTest {

    private static final int OR_CHANNELS = Storm.amount(1_000_000, 20_000);
    private static final int TASKS = 4;
    private static final int MOST_INPUTS = 4;
    private static final int[] CAPACITIES = {0, 0, 1, 4};

    @Test
    @DisplayName("no value is lost or taken twice, fired or cancelled, and nobody is left waiting")
    void nothingIsLostAndNobodyIsLeft() throws InterruptedException {
        long seed = Storm.seed("orchannel soak");
        long start = System.nanoTime();
        List<Channel<Integer>> channels = new ArrayList<>();
        for (int capacity : CAPACITIES) channels.add(Channel.buffered(capacity));
        AtomicInteger left = new AtomicInteger(OR_CHANNELS);
        AtomicInteger value = new AtomicInteger();
        List<Account> accounts = new ArrayList<>();
        List<Thread> makers = new ArrayList<>();
        Storm storm = new Storm(seed);
        for (int t = 0; t < TASKS; t++) {
            Account made = new Account();
            Account sent = new Account();
            accounts.addAll(List.of(made, sent));
            makers.add(storm.start("maker-" + t, random -> {
                while (left.getAndDecrement() > 0) make(channels, made, random);
            }));
            storm.start("sender-" + t, random -> {
                while (left.get() > 0) send(channels, value.getAndIncrement(), sent, random);
            });
        }
        storm.await(makers);
        storm.end();
        Account rest = new Account();
        accounts.add(rest);
        for (Channel<Integer> channel : channels) {
            while (channel.tryReceive() instanceof Received.Value<Integer>(Integer v)) rest.received(v);
            assertTrue(channel.toString().endsWith("0 sending, 0 receiving]"), channel::toString);
        }
        int passed = Account.balance(accounts);
        assertTrue(passed > OR_CHANNELS / 100, () -> "only " + passed + " values passed: this shows little");
        System.out.printf("orchannel soak: %,d or-channels took %,d values in %.1f s%n", OR_CHANNELS, passed, (System.nanoTime() - start) / 1e9);
    }

    /** Makes an or-channel of some of the channels, waits a little, cancels, and looks what it took. */
    private static void make(List<Channel<Integer>> channels, Account account, SplittableRandom random) {
        List<Receiver<Integer>> inputs = new ArrayList<>();
        for (int n = random.nextInt(MOST_INPUTS + 1); n > 0; n--) {
            inputs.add(random.nextInt(8) == 0 ? Channel.nil() : channels.get(random.nextInt(channels.size())));
        }
        OrChannel<Integer> or = OrChannel.any(inputs);
        try (or) {
            if (random.nextBoolean()) or.done().receive(Storm.shortly(random));
        } catch (InterruptedException e) {
            // So it is cancelled a little earlier.
        }
        assertTrue(or.done().tryReceive().isClosed());
        or.firing().ifPresent(f -> account.received(f.brought().orNull()));
    }

    private static void send(List<Channel<Integer>> channels, int value, Account account, SplittableRandom random) {
        try {
            if (channels.get(random.nextInt(channels.size())).send(value, Storm.shortly(random))) account.sent(value);
        } catch (InterruptedException e) {
            // It has not been sent.
        }
    }
}
