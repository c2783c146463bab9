package io.lockstep.conformance.mutants;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What came of running a layer against a mutant.
 *
 * @param verdict what the layer made of it
 * @param spent   the CPU time that the layer took; zero if it did not come to its end
 * @param output  the file with everything that the run has printed
 */
record Outcome(Verdict verdict, Duration spent, Path output) {
}
