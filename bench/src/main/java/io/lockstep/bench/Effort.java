package io.lockstep.bench;

import java.util.List;

/**
 * How long everything is measured.
 *
 * @param rounds    how often each peer of each row has its turn, in a process of its own
 * @param warmups   iterations that do not count
 * @param samples   iterations that do
 * @param iteration how long each takes, in milliseconds; one operation at least
 */
record Effort(int rounds, int warmups, int samples, int iteration) {

    /** What a process takes to start and to end, in milliseconds. */
    private static final int PROCESS = 900;

    /** Enough for the headlines in ten minutes. */
    static Effort quick(int rounds) {
        return new Effort(rounds, 2, 3, 250);
    }

    /** Enough for the compiler to have done all it does. */
    static Effort thorough(int rounds) {
        return new Effort(rounds, 4, 5, 500);
    }

    /** How long some rows take, in milliseconds; more, if their operations are longer than an iteration. */
    long estimate(List<Row> rows, boolean go) {
        long millis = 0;
        for (Row row : rows) {
            long times = row.peers().size() + (go && row.inGo() ? 1 : 0);
            millis += times * rounds * (PROCESS + (long) (warmups + samples) * iteration);
        }
        return millis;
    }

    /** For people. */
    @Override
    public String toString() {
        return rounds + " rounds; in each, for every row and peer, a fresh process with " + warmups + " + " + samples
                + " iterations of " + iteration + " ms";
    }
}
