package io.lockstep.select;

import io.lockstep.channel.Channel;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Channels on which a token wanders: it is put on a new one before it is taken off the old. */
final class Wandering {

    private static final String TOKEN = "token";
    private static final int NONE = -1;

    private final List<Channel<String>> channels;

    Wandering(int channels) {
        this.channels = Stream.generate(() -> Channel.<String>buffered(1)).limit(channels).toList();
        this.channels.get(0).trySend(TOKEN);
    }

    /** A select of all the channels: the number of that from which it has taken the token, or NONE. */
    IntSupplier select() {
        Select.Cases<Integer> cases = Select.cases();
        for (int i = 0; i < channels.size(); i++) {
            Integer number = i;
            cases.receive(channels.get(i), token -> number);
        }
        return cases.otherwise(() -> NONE).build()::runNow;
    }

    /** What looks like it: one channel after the other. */
    IntSupplier oneAfterTheOther() {
        return () -> IntStream.range(0, channels.size()).filter(i -> channels.get(i).tryReceive().orNull() != null)
                .findFirst().orElse(NONE);
    }

    /** How often a select finds nothing, which puts back what it takes, while the token makes a number of moves. */
    int misses(IntSupplier select, int moves) throws InterruptedException {
        // In no scope: beside a virtual thread, one channel after the other is hardly ever seen to miss the token.
        Thread wanderer = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < moves; i++) move(ThreadLocalRandom.current().nextInt(channels.size()));
        });
        int misses = 0;
        while (wanderer.isAlive()) {
            int from = select.getAsInt();
            if (from == NONE) misses++;
            else channels.get(from).trySend(TOKEN); // if it is full, the token is there already
        }
        wanderer.join();
        return misses;
    }

    private void move(int to) {
        if (!channels.get(to).trySend(TOKEN)) return;
        for (int i = 0; i < channels.size(); i++) {
            if (i != to && channels.get(i).tryReceive().orNull() != null) return;
        }
    }
}
