package io.lockstep.conformance.schedule;

import java.util.Arrays;
import java.util.List;

/**
 * How a run ended.
 *
 * @param failure what went wrong, or null
 * @param choices the choices that led there; they replay the run
 * @param blocked the tasks that had not ended, each with where it was blocked; only for a failure
 */
public record Outcome(String failure, int[] choices, List<String> blocked) {

    /** Whether anything went wrong. @return true if so */
    public boolean failed() {
        return failure != null;
    }

    /** How many times the run did not take the quiet option. @return 0 for the run without any surprise */
    public int deviations() {
        return (int) Arrays.stream(choices).filter(c -> c != 0).count();
    }
}
