package io.lockstep.select;

import io.lockstep.channel.ChannelBox;
import io.lockstep.conformance.blackbox.BrokenPromiseException;
import io.lockstep.conformance.blackbox.Trial;

import java.time.Duration;

/** Promises that are about many selects in a row: how often each case is chosen, and what it costs the others. */
final class SelectChoice {

    private static final int DRAWS = 2_000;
    /** Standard deviations that a fair draw does not stray; chance is 1 in 500 million. */
    private static final double FAR = 6;

    /** A list walk takes longer for each element, constant time shorter. */
    private static final long NANOS_PER_SKIP = 5;
    /** The best counts, since other work may come in between. */
    private static final int ATTEMPTS = 3;

    private final int skips;

    /**
     * Promises about many selects.
     *
     * @param skips how many selects skip an idle channel before it is used
     */
    SelectChoice(int skips) {
        this.skips = skips;
    }

    /** Both channels always hold a value: how often is it b's? */
    void drawn(ChannelBox<?> box, String call, double share) throws Exception {
        try (Trial trial = new Trial(select -> draws(box, select))) {
            int first = Integer.parseInt(trial.now(call));
            double spread = FAR * Math.sqrt(DRAWS * share * (1 - share));
            if (Math.abs(first - DRAWS * share) > spread) {
                throw new BrokenPromiseException(call + " with b and d ready chose b " + first + " of " + DRAWS + " times, not about "
                        + Math.round(DRAWS * share));
            }
        }
    }

    private static String draws(ChannelBox<?> box, String call) {
        SelectBench<?> bench = SelectBench.of(box, Duration.ZERO);
        SelectCall select = SelectCall.parse(call);
        SelectCall fillFirst = SelectCall.parse("b!a:default");
        SelectCall fillSecond = SelectCall.parse("d!c:default");
        int first = 0;
        for (int i = 0; i < DRAWS; i++) {
            bench.perform(fillFirst);
            bench.perform(fillSecond);
            if (bench.perform(select).endsWith(" a")) first++;
        }
        return Integer.toString(first);
    }

    /** Time of one operation on an idle channel after many selects have skipped it. */
    void skippedStaysFast(ChannelBox<?> box) throws Exception {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ATTEMPTS; i++) {
            try (Trial trial = new Trial(op -> Long.toString(afterSkips(box)))) {
                best = Math.min(best, Long.parseLong(trial.now("many selects")));
            }
        }
        if (best > skips * NANOS_PER_SKIP) {
            throw new BrokenPromiseException("after " + skips + " selects that took another channel, one operation on the idle one took "
                    + best / 1_000 + " us");
        }
    }

    private long afterSkips(ChannelBox<?> box) {
        SelectBench<?> bench = SelectBench.of(box, Duration.ZERO);
        SelectCall fill = SelectCall.parse("b!a:default");
        SelectCall skip = SelectCall.parse("x?/b?");
        for (int i = 0; i < skips; i++) {
            bench.perform(fill);
            bench.perform(skip);
        }
        SelectCall use = SelectCall.parse("x!a:default");
        long begin = System.nanoTime();
        bench.perform(use);
        return System.nanoTime() - begin;
    }
}
