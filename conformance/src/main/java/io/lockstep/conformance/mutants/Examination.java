package io.lockstep.conformance.mutants;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Runs layers against a mutant, in as few JVMs as possible. */
final class Examination {

    private final Fork fork;
    private final Function<Layer, Duration> limits;
    private final boolean all;

    /**
     * A way to examine mutants.
     *
     * @param fork   runs layers until one finds a fault
     * @param limits how much CPU time each layer may take
     * @param all    whether to go on when a fault has been found
     */
    Examination(Fork fork, Function<Layer, Duration> limits, boolean all) {
        this.fork = fork;
        this.limits = limits;
        this.all = all;
    }

    /**
     * Examines a mutant.
     *
     * @param classes the mutant's classes
     * @param layers  the layers
     * @param folder  where the runs may leave files
     * @return what came of each layer that was run, in the order of the runs
     */
    Map<Layer, Outcome> of(Path classes, List<Layer> layers, Path folder) {
        Map<Layer, Outcome> found = new LinkedHashMap<>();
        List<Layer> open = new ArrayList<>(layers);
        boolean goOn = true;
        for (int run = 1; goOn && !open.isEmpty(); run++) {
            Map<Layer, Outcome> some = fork.run(classes, open, limits, folder.resolve("run-" + run));
            found.putAll(some);
            open.removeAll(some.keySet());
            goOn = all || some.values().stream().noneMatch(outcome -> outcome.verdict().isKill());
        }
        return found;
    }
}
