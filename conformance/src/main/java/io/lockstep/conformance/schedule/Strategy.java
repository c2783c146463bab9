package io.lockstep.conformance.schedule;

/** Decides, wherever a run could go on in more than one way. */
@FunctionalInterface
public interface Strategy {

    /**
     * Chooses how to go on. Option 0 is the quiet one: the running task goes on, or the next one in
     * turn does if it cannot.
     *
     * @param options    how many ways there are, at least 2
     * @param preemption whether every option but 0 takes the turn from a task that could go on
     * @return the option taken, from 0 to {@code options - 1}
     */
    int choose(int options, boolean preemption);
}
