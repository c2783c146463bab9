package io.lockstep.conformance.runner;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The size of a state space as TLC counts it. In a manifest null means that nothing is expected, in a
 * report that TLC did not say.
 *
 * @param distinct distinct states
 * @param total    generated states, duplicates included
 * @param depth    states on the longest of the shortest paths from an initial state
 */
public record Counts(Long distinct, Long total, Long depth) {

    /** Nothing counted, or nothing expected. */
    public static final Counts NONE = new Counts(null, null, null);

    /** How counts differ from these expected ones, each difference a sentence. */
    List<String> differences(Counts got) {
        List<String> all = new ArrayList<>();
        difference(all, "distinct states", distinct, got.distinct);
        difference(all, "generated states", total, got.total);
        difference(all, "depth", depth, got.depth);
        return all;
    }

    private static void difference(List<String> all, String what, Long expected, Long got) {
        if (expected != null && !expected.equals(got)) {
            all.add(String.format(Locale.ROOT, "%s: expected %,d, got %s", what, expected,
                    got == null ? "none" : String.format(Locale.ROOT, "%,d", got)));
        }
    }
}
