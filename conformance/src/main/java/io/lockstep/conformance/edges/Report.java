package io.lockstep.conformance.edges;

import java.util.Locale;

/**
 * What a {@link Replay} has done.
 *
 * @param states   states of the model
 * @param total    labelled edges of the model
 * @param replayed labelled edges that the core has taken in agreement with the model
 * @param steps    steps that the core took for that; ways are walked more than once
 * @param refusals disabled commands that the core was asked to perform
 * @param nanos    CPU time of the replaying thread, in nanoseconds, so that the machine's other work does not count;
 *                 generating the model's graph is not included
 * @param failure  where core and model part, for a person to read; null if they never do
 */
public record Report(int states, int total, int replayed, long steps, long refusals, long nanos, String failure) {

    /**
     * The sum of two replays.
     *
     * @param other another replay
     * @return all figures added, and the first failure of the two
     */
    public Report plus(Report other) {
        return new Report(states + other.states, total + other.total, replayed + other.replayed,
                steps + other.steps, refusals + other.refusals, nanos + other.nanos,
                failure == null ? other.failure : failure);
    }

    /**
     * Whether core and model agree on every edge and on every refusal.
     *
     * @return true if nothing failed and nothing was left out
     */
    public boolean complete() {
        return failure == null && total > 0 && replayed == total;
    }

    /**
     * How fast the replay was.
     *
     * @return distinct edges per second of CPU time, whatever steps and refusals that took
     */
    public double edgesPerSecond() {
        return replayed * 1e9 / Math.max(1, nanos);
    }

    /**
     * Insists on completeness.
     *
     * @return this report
     * @throws AssertionError if core and model part anywhere
     */
    public Report orThrow() {
        if (!complete()) throw new AssertionError(this + (failure == null ? "" : "\n" + failure));
        return this;
    }

    /** One line with all figures. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d of %,d edges replayed (%.1f %%), %,d states, %,d steps, %,d refusals,"
                + " %,.0f edges/s", replayed, total, total == 0 ? 0 : 100.0 * replayed / total, states, steps, refusals,
                edgesPerSecond());
    }
}
