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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs layers against a mutant in a JVM of their own. */
final class Fork {
    /*
     * The mutant's classes come first on the class path, before the unchanged ones. The run has folders
     * of its own to work in and a ledger of its own: what it finds is no evidence about the library. The
     * seed is fixed, so that the matrix is the same every time.
     */

    /** The flags of this JVM that a fork needs as well start like this. */
    private static final List<String> INHERITED = List.of("--add-opens", "-XX:+IgnoreUnrecognizedVMOptions",
            "-XX:+EnableDynamicAgentLoading", "--sun-misc-unsafe-memory-access");

    /** How long a JVM may run. Layers that hang are found in it; this is for a JVM that cannot even do that. */
    private static final Duration LONGEST = Duration.ofMinutes(10);

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
     * Runs layers, one after the other in the same JVM, until one finds a fault.
     *
     * @param classes the mutant's classes
     * @param layers  the layers; those that need the library with another probe than the first are left out
     * @param limits  how much CPU time each may take
     * @param folder  where the run may leave files
     * @return what came of those that were run: of one at least
     * @throws BadInputException if the JVM ends in any other way than by passing or failing tests
     */
    Map<Layer, Outcome> run(Path classes, List<Layer> layers, Function<Layer, Duration> limits, Path folder) {
        try {
            Files.createDirectories(folder);
            Path output = folder.resolve("output.txt");
            Diary diary = new Diary(folder.resolve("diary.txt"));
            Files.deleteIfExists(diary.file());
            List<String> command = command(classes, folder);
            command.add(diary.file().toString());
            for (Layer layer : layers) command.addAll(List.of(layer.testClass(), Long.toString(limits.apply(layer).toMillis())));
            Process process = new ProcessBuilder(command).directory(folder.toFile())
                    .redirectErrorStream(true).redirectOutput(output.toFile()).start();
            boolean ended;
            try {
                ended = process.waitFor(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                process.destroyForcibly().waitFor();
            }
            return outcomes(layers, diary, ended ? process.exitValue() : TestRun.HANG, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static Map<Layer, Outcome> outcomes(List<Layer> layers, Diary diary, int exit, Path output) {
        String last = diary.unfinished();
        String culprit = last == null ? layers.getFirst().testClass() : last;
        if (exit == TestRun.NO_TEST) throw new BadInputException(culprit + " has no test");
        if ((exit == TestRun.PASSED) != (last == null) || !Set.of(TestRun.PASSED, TestRun.FAILED, TestRun.HANG).contains(exit)) {
            throw new BadInputException(culprit + " did not run: exit code " + exit + "; see " + output);
        }
        Map<String, Duration> passed = diary.passed();
        Map<Layer, Outcome> outcomes = new LinkedHashMap<>();
        for (Layer layer : layers) {
            if (passed.containsKey(layer.testClass())) {
                outcomes.put(layer, new Outcome(Verdict.SURVIVED, passed.get(layer.testClass()), output));
            } else if (layer.testClass().equals(last)) {
                outcomes.put(layer, new Outcome(exit == TestRun.HANG ? Verdict.HANG : Verdict.KILLED, Duration.ZERO, output));
            }
        }
        return outcomes;
    }

    /** What the first failure in a run says, and where everything that the run has printed is. */
    static String failure(Path output) {
        try (Stream<String> lines = Files.lines(output)) {
            return "see " + output + lines.dropWhile(line -> !line.startsWith(TestRun.FAILURE)).limit(2)
                    .map(line -> "\n  " + line).collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> command(Path classes, Path folder) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-Djdk.attach.allowAttachSelf"); // for tests that measure objects
        command.add("-Xshare:auto");
        command.add("-Xmx1g");
        command.add("-Xmn400m"); // a run leaves little alive
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
        return command;
    }
}
