package io.lockstep.conformance.runner;

import java.nio.file.Path;
import java.util.List;

/**
 * A model of a manifest: a module, a configuration, and what TLC is expected to find.
 *
 * @param section     the section of the evidence that it counts for: {@code models} or {@code proofs}
 * @param room        the room it belongs to
 * @param module      the root module's file
 * @param cfg         the configuration's file
 * @param large       whether it takes minutes and runs only on demand
 * @param expected    the expected result
 * @param violates    the invariant or property expected to be violated, or null
 * @param seed        what TLC draws states by, in a random sample; null in an exhaustive search
 * @param counts      the expected counts; null where none is expected
 * @param unused      actions that by design never occur, antecedents that never hold, properties that have such
 * @param description what the model is for, or ""
 */
public record Model(String section, String room, Path module, Path cfg, boolean large, Result expected,
                    String violates, Long seed, Counts counts, List<String> unused, String description) {

    /**
     * The model's name for people.
     *
     * @return the configuration's file name without its ending; of a random sample with its seed
     */
    public String name() {
        String name = cfg.getFileName().toString().replaceFirst("\\.cfg$", "");
        return seed == null ? name : name + "-" + seed;
    }

    /** The root module's name. */
    String moduleName() {
        return module.getFileName().toString().replaceFirst("\\.tla$", "");
    }

    /**
     * The folders in which its modules are found.
     *
     * @return its own, then those of all rooms under {@code specs/}: rooms build on each other
     */
    public List<Path> library() {
        return Rooms.library(module);
    }

    /** The expected result with what is violated. */
    String expectation() {
        return describe(expected, violates);
    }

    static String describe(Result result, String violated) {
        return violated == null ? result.toString() : result + ": " + violated;
    }
}
