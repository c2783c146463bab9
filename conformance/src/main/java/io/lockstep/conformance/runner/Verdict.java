package io.lockstep.conformance.runner;

import java.util.List;

/**
 * What came of checking one model.
 *
 * @param model          the model
 * @param result         what TLC found
 * @param violated       the violated invariant or property, or null
 * @param counts         what TLC counted
 * @param counterexample the behaviour that TLC shows, or null
 * @param problems       how this differs from what the manifest expects, each a sentence; empty if it agrees
 * @param seconds        how long it took
 */
public record Verdict(Model model, Result result, String violated, Counts counts, Counterexample counterexample,
                      List<String> problems, double seconds) {

    /**
     * Whether the model did what its manifest says.
     *
     * @return true if nothing differs
     */
    public boolean asExpected() {
        return problems.isEmpty();
    }

    /** The result with what is violated. */
    String outcome() {
        return Model.describe(result, violated);
    }

    /**
     * Whether the counts are all that differs, so that the manifest may simply be out of date.
     *
     * @return true if only counts differ
     */
    public boolean onlyCountsDiffer() {
        return !asExpected() && problems.equals(model.counts().differences(counts));
    }
}
