package io.lockstep.conformance.schedule;

import java.util.SplittableRandom;

/** Random schedules, the same for the same seed. */
final class RandomWalk implements Strategy {
    /*
     * Uniform choices preempt so often that long undisturbed stretches never occur, and some faults
     * need these. So each run draws its own reluctance to preempt.
     */
    private static final double[] RELUCTANCE = {0, 0.5, 0.8, 0.95};   // share of preemptions declined

    private final SplittableRandom random;
    private double reluctance;

    RandomWalk(long seed) {
        random = new SplittableRandom(seed);
    }

    /** Prepares the next run. */
    void restart() {
        reluctance = RELUCTANCE[random.nextInt(RELUCTANCE.length)];
    }

    @Override
    public int choose(int options, boolean preemption) {
        if (preemption && random.nextDouble() < reluctance) return 0;
        return random.nextInt(options);
    }
}
