package io.lockstep.conformance.program;

import io.lockstep.conformance.oracle.Oracle;
import io.lockstep.conformance.runner.Rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A specification with values for its constants, made while the rig runs; the models of the manifests
 * are files of their own.
 *
 * @param module    the {@code .tla} file
 * @param constants a TLA+ value for each constant, in TLC's notation
 * @param operators for each constant that is an operator, the module's definition that stands for it
 */
public record Model(Path module, Map<String, String> constants, Map<String, String> operators) {

    /** Copies the constants, so that a model never changes. */
    public Model {
        constants = new LinkedHashMap<>(constants);
        operators = new LinkedHashMap<>(operators);
    }

    /**
     * A model of a specification whose constants all are values.
     *
     * @param module    the {@code .tla} file
     * @param constants a TLA+ value for each constant, in TLC's notation
     */
    public Model(Path module, Map<String, String> constants) {
        this(module, constants, Map.of());
    }

    /**
     * A set of strings in TLA+ notation.
     *
     * @param elements the strings
     * @return for example <code>{"t1", "t2"}</code>
     */
    public static String strings(Collection<String> elements) {
        return elements.stream().map(e -> "\"" + e + "\"").collect(Collectors.joining(", ", "{", "}"));
    }

    /**
     * The module's name.
     *
     * @return the file's name without {@code .tla}
     */
    public String name() {
        return module.getFileName().toString().replaceFirst("\\.tla$", "");
    }

    /**
     * The constants in the form of a TLC configuration.
     *
     * @return a line for each, and a heading
     */
    public String cfg() {
        return Stream.concat(lines(constants, " = "), lines(operators, " <- ")).collect(Collectors.joining("", "CONSTANTS\n", ""));
    }

    private static Stream<String> lines(Map<String, String> values, String becomes) {
        return values.entrySet().stream().map(v -> "    " + v.getKey() + becomes + v.getValue() + "\n");
    }

    /**
     * The folders in which the module and those that it uses are found.
     *
     * @return its own, then those of the other rooms
     */
    public List<Path> library() {
        return Rooms.library(module);
    }

    /**
     * Loads the model.
     *
     * @return an oracle that steps it
     */
    public Oracle load() {
        try {
            Path folder = Files.createTempDirectory("lockstep-model");
            Path cfg = folder.resolve(name() + ".cfg");
            try {
                Files.writeString(cfg, cfg() + "SPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n");
                return Oracle.load(module, cfg, library().toArray(Path[]::new));
            } finally {
                Files.deleteIfExists(cfg);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a configuration for " + module, e);
        }
    }
}
