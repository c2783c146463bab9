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
     * Whether the model ends as expected but in other counts, so that the manifest may be out of date.
     *
     * @return true if TLC's counts may replace those of the manifest
     */
    public boolean hasNewCounts() {
        return outcome().equals(model.expectation()) && !model.counts().differences(counts).isEmpty();
    }
}
