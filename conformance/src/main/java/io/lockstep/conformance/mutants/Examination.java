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

    /**
     * A way to examine mutants.
     *
     * @param fork   runs layers until one finds a fault
     * @param limits how much CPU time each layer may take
     */
    Examination(Fork fork, Function<Layer, Duration> limits) {
        this.fork = fork;
        this.limits = limits;
    }

    /**
     * Examines a mutant.
     *
     * @param classes the mutant's classes
     * @param layers  the layers
     * @param folder  where the runs may leave files
     * @return what came of each layer, in the same order
     */
    Map<Layer, Outcome> of(Path classes, List<Layer> layers, Path folder) {
        Map<Layer, Outcome> found = new LinkedHashMap<>();
        layers.forEach(layer -> found.put(layer, null));
        List<Layer> open = new ArrayList<>(layers);
        for (int run = 1; !open.isEmpty(); run++) {
            Map<Layer, Outcome> some = fork.run(classes, open, limits, folder.resolve("run-" + run));
            found.putAll(some);
            open.removeAll(some.keySet());
        }
        return found;
    }
}
