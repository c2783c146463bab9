package io.lockstep.conformance.mutants;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.runner.BadInputException;
import io.lockstep.conformance.runner.Rooms;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs a layer against a mutant in a JVM of its own. */
final class Fork {
    /*
     * The mutant's classes come first on the class path, before the unchanged ones. The run has folders
     * of its own to work in and a ledger of its own: what it finds is no evidence about the library. The
     * seed is fixed, so that the matrix is the same every time.
     */

    /** The flags of this JVM that a fork needs as well start like this. */
    private static final List<String> INHERITED = List.of("--add-opens", "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access");

    private final Path root;
    private final List<String> flags;

    /**
     * A way to run layers.
     *
     * @param root the project's folder
     */
    Fork(Path root) {
        this.root = root;
        this.flags = ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(flag -> INHERITED.stream().anyMatch(flag::startsWith)).toList();
    }

    /**
     * Runs a layer.
     *
     * @param classes the mutant's classes
     * @param layer   the layer
     * @param folder  where the run may leave files
     * @param limit   how long it may take
     * @return what the layer made of it
     * @throws BadInputException if the JVM ends in any other way than by passing or failing tests
     */
    Verdict run(Path classes, Layer layer, Path folder, Duration limit) {
        try {
            Files.createDirectories(folder);
            Path output = output(folder);
            Process process = new ProcessBuilder(command(classes, layer, folder)).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) return Verdict.HANG;
            } finally {
                process.destroyForcibly().waitFor();
            }
            return switch (process.exitValue()) {
                case TestRun.PASSED -> Verdict.SURVIVED;
                case TestRun.FAILED -> Verdict.KILLED;
                case TestRun.NO_TEST -> throw new BadInputException(layer.testClass() + " has no test");
                default -> throw new BadInputException(layer.testClass() + " did not run: exit code " + process.exitValue()
                        + "; see " + output);
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What the first failure in a run says, and where everything that the run has printed is. */
    static String failure(Path folder) {
        try (Stream<String> lines = Files.lines(output(folder))) {
            return "see " + output(folder) + lines.dropWhile(line -> !line.startsWith(TestRun.FAILURE)).limit(2)
                    .map(line -> "\n  " + line).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path output(Path folder) {
        return folder.resolve("output.txt");
    }

    private List<String> command(Path classes, Layer layer, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Xshare:auto");
        command.add("-Xmx1g");
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1"); // such short runs do not repay a better compiler
        command.add("-D" + Rooms.ROOT + "=" + root);
        command.add("-D" + Evidence.LEDGER + "=" + folder.resolve("evidence.json"));
        command.add("-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("tmp")));
        command.add("-Djqwik.database=" + folder.resolve("jqwik-database"));
        command.add("-Dlockstep.effort=quick");
        command.add("-Dlockstep.seed=" + System.getProperty("lockstep.seed", "1"));
        command.add("-cp");
        command.add(classes + File.pathSeparator + System.getProperty("java.class.path"));
        command.add(TestRun.class.getName());
        command.add(layer.testClass());
        return command;
    }
}
