package io.lockstep.conformance.evidence;

import java.util.List;
import java.util.Map;

/**
 * Whether the numbers of a section are as they should be.
 *
 * @param good    whether they are
 * @param summary the numbers in short, for example {@code 12/12}
 * @param reason  if not good: why
 */
record Verdict(boolean good, String summary, String reason) {

    /** Of as many as the first key says, all have to be what the second says. */
    private static final List<List<String>> ALL_OF = List.of(List.of("run", "asExpected"), List.of("total", "replayed"),
            List.of("seeded", "killed"), List.of("obligations", "proved"));

    /** Of as many as the first key says, none may be what the second says. */
    private static final List<List<String>> NONE_OF = List.of(List.of("events", "rejected"), List.of("run", "failed"),
            List.of("scenarios", "failed"));

    /**
     * Judges a section.
     *
     * @param numbers the section
     * @param sources the checksum of the present sources
     */
    static Verdict of(Map<String, Number> numbers, long sources) {
        for (List<String> keys : ALL_OF) {
            if (!numbers.keySet().containsAll(keys)) continue;
            long amount = numbers.get(keys.get(0)).longValue();
            long good = numbers.get(keys.get(1)).longValue();
            return judge(amount, amount - good, "%,d/%,d".formatted(good, amount),
                    "%,d of %,d %s".formatted(good, amount, keys.get(1)), isStale(numbers, sources));
        }
        for (List<String> keys : NONE_OF) {
            if (!numbers.keySet().containsAll(keys)) continue;
            long amount = numbers.get(keys.get(0)).longValue();
            long bad = numbers.get(keys.get(1)).longValue();
            return judge(amount, bad, bad == 0 ? "%,d".formatted(amount) : "%,d, %,d %s".formatted(amount, bad, keys.get(1)),
                    "%,d of %,d %s".formatted(bad, amount, keys.get(1)), isStale(numbers, sources));
        }
        return new Verdict(false, "?", "its keys " + numbers.keySet() + " tell no result; expected one of " + ALL_OF + " or " + NONE_OF);
    }

    private static Verdict judge(long amount, long bad, String summary, String counts, boolean stale) {
        if (amount <= 0) return new Verdict(false, summary, "nothing was run");
        if (bad != 0) return new Verdict(false, summary, counts);
        if (stale) return new Verdict(false, summary + " (stale)", "the sources have changed since; run it again");
        return new Verdict(true, summary, "");
    }

    private static boolean isStale(Map<String, Number> numbers, long sources) {
        Number then = numbers.get(Evidence.SOURCES);
        return then == null || then.longValue() != sources;
    }
}
