package io.lockstep.conformance.schedule;

/** The choices of a run that is to happen again; after them, option 0 throughout. */
final class Given implements Strategy {
    private final int[] choices;
    private int next;

    Given(int... choices) {
        this.choices = choices;
    }

    @Override
    public int choose(int options, boolean preemption) {
        return next < choices.length ? choices[next++] : 0;
    }
}
