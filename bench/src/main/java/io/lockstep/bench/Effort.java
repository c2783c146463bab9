package io.lockstep.bench;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How long everything is measured.
 *
 * @param rounds    how often each peer of each row has its turn, in a process of its own
 * @param warmups   iterations that do not count
 * @param samples   iterations that do
 * @param iteration how long each takes, in milliseconds; one run of the workload at least
 */
record Effort(int rounds, int warmups, int samples, int iteration) {

    /** What a JVM with JMH takes to start and to end, in milliseconds. A program in Go takes no time for that. */
    private static final int JVM = 900;

    /** Enough for the headlines in ten minutes, and for all rows in an hour or two. More rounds say more than longer ones. */
    static Effort usual(int rounds) {
        return new Effort(rounds, 3, 3, 210);
    }

    /** Enough for a few hundred samples of where the time goes. */
    static Effort profiling() {
        return new Effort(1, 4, 8, 500);
    }

    /** The same for one row: some need longer until they are warm, or more rounds. */
    Effort of(Row row) {
        return new Effort(row.family().rounds(rounds), warmups * row.family().warming(), samples, iteration);
    }

    /** How long one process takes, in milliseconds; more, if the workload is longer than an iteration. */
    long estimate(boolean inJava) {
        return (inJava ? JVM : 0) + (long) (warmups + samples) * iteration;
    }

    /** For people. */
    @Override
    public String toString() {
        return rounds + " rounds; in each, for every row and peer, a fresh process with " + warmups + " + " + samples
                + " iterations of " + iteration + " ms; longer until it is warm: "
                + Arrays.stream(Family.values()).filter(family -> family.warming() > 1).map(Family::title).collect(Collectors.joining(", "))
                + "; " + Family.SEAM.title() + ": at least " + Family.SEAM_ROUNDS + " rounds";
    }
}
