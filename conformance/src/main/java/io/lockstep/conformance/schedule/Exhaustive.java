package io.lockstep.conformance.schedule;

import java.util.Arrays;

/**
 * Every schedule of a program, one run after the other: depth first through the tree of choices, with
 * a bound on preemptions (as in CHESS: few preemptions find most faults).
 */
final class Exhaustive implements Strategy {
    /*
     * frames[0 .. depth) are the choices of the current run in order; the first `planned` of them
     * repeat the run before up to the choice that advance() has moved on. Beyond, a run takes option
     * 0 throughout. A run is a function of its choices, so that the options met again must be the
     * same; a difference means that something escapes the scheduler.
     */
    private final int bound;
    private int[] choice = new int[64];
    private int[] options = new int[64];
    private boolean[] preemption = new boolean[64];
    private int planned;
    private int depth;
    private int preemptions;
    private boolean cut;

    /** All schedules with at most so many preemptions. @param bound for example 2; MAX_VALUE for all */
    Exhaustive(int bound) {
        this.bound = bound;
    }

    @Override
    public int choose(int count, boolean preempts) {
        int i = depth++;
        if (i < planned) {
            if (preemption[i] != preempts || (options[i] != count && options[i] != 1)) {
                throw new IllegalStateException("choice " + (i + 1) + " met other options than the run before: the program is"
                        + " not a function of its schedule; look for threads, time or randomness that bypass the seam");
            }
        } else {
            if (i == choice.length) grow();
            choice[i] = 0;
            preemption[i] = preempts;
            boolean spent = preempts && preemptions >= bound;
            options[i] = spent ? 1 : count;
            cut |= spent;
        }
        if (preempts && choice[i] > 0) preemptions++;
        return choice[i];
    }

    /** Prepares the next run. @return false if there is none */
    boolean advance() {
        planned = depth;
        depth = 0;
        preemptions = 0;
        while (planned > 0 && choice[planned - 1] + 1 >= options[planned - 1]) planned--;
        if (planned == 0) return false;
        choice[planned - 1]++;
        return true;
    }

    /** Whether the bound has left out any schedule. @return false if all were run */
    boolean cut() {
        return cut;
    }

    private void grow() {
        choice = Arrays.copyOf(choice, 2 * choice.length);
        options = Arrays.copyOf(options, 2 * options.length);
        preemption = Arrays.copyOf(preemption, 2 * preemption.length);
    }
}
