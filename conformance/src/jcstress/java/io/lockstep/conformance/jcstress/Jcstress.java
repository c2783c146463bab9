package io.lockstep.conformance.jcstress;

import io.lockstep.conformance.runner.BadInputException;
import org.openjdk.jcstress.infra.collectors.DiskReadCollector;
import org.openjdk.jcstress.infra.collectors.InProcessCollector;
import org.openjdk.jcstress.infra.collectors.TestResult;
import org.openjdk.jcstress.infra.grading.GradingResult;
import org.openjdk.jcstress.infra.grading.ReportUtils;
import org.openjdk.jcstress.infra.runners.TestList;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs jcstress and reads what it has seen. */
public final class Jcstress {
    /*
     * jcstress runs in a JVM of its own, in the folder of its report, for it writes its results into the
     * current folder. It passes this JVM's class path on to those that it starts itself, but none of its
     * flags: no probe is bound there.
     */
    private static final String PROJECT = "io.lockstep.";
    private static final String RESULTS = "jcstress-results-*.bin.gz";

    private Jcstress() {
    }

    /**
     * The tests that this build has.
     *
     * @param room the room, or null for all
     * @return their classes, without the project's package
     * @throws BadInputException if there are none
     */
    public static Set<String> tests(String room) {
        Set<String> all = TestList.tests().stream().map(Jcstress::named).collect(Collectors.toCollection(TreeSet::new));
        if (room == null) return all;
        Set<String> chosen = all.stream().filter(test -> roomOf(test).equals(room))
                .collect(Collectors.toCollection(TreeSet::new));
        if (chosen.isEmpty()) {
            throw new BadInputException("no room named " + room + " has tests of its memory effects; there are: "
                    + all.stream().map(Jcstress::roomOf).distinct().collect(Collectors.joining(", ")));
        }
        return chosen;
    }

    /**
     * Runs tests.
     *
     * @param tests  what {@link #tests} returned
     * @param mode   how much to try
     * @param folder for the report and the log; emptied first of results of other runs
     * @return an observation for each test, also for those that jcstress left out
     * @throws InterruptedException if interrupted
     */
    public static List<Observation> run(Set<String> tests, Mode mode, Path folder) throws InterruptedException {
        try {
            Files.createDirectories(folder);
            for (Path old : results(folder)) Files.delete(old);
            List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", System.getProperty("java.class.path"), "org.openjdk.jcstress.Main", "-r", folder.toString(),
                    "-t", tests.stream().map(test -> Pattern.quote(PROJECT + test)).collect(Collectors.joining("|", "^(", ")$"))));
            command.addAll(mode.options());
            new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(log(folder).toFile()).start().waitFor();
            return observations(tests, folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run jcstress in " + folder + ": " + e.getMessage(), e);
        }
    }

    /**
     * Where jcstress's own output goes.
     *
     * @param folder the folder of the run
     * @return a text file
     */
    public static Path log(Path folder) {
        return folder.resolve("log.txt");
    }

    private static List<Observation> observations(Set<String> tests, Path folder) throws IOException {
        Map<String, Observation> observed = new TreeMap<>();
        for (Path file : results(folder)) {
            InProcessCollector collector = new InProcessCollector();
            DiskReadCollector reader = new DiskReadCollector(file.toString(), collector);
            try {
                reader.dump();
            } catch (ClassNotFoundException e) {
                throw new IOException(file + " is not by this version of jcstress", e);
            } finally {
                reader.close();
            }
            for (TestResult result : ReportUtils.mergedByName(collector.getTestResults())) {
                observed.put(named(result.getName()), observation(result));
            }
        }
        return tests.stream().map(test -> observed.getOrDefault(test, Observation.failed(test,
                "did not run; it may have more tasks than there are processors, else the log says why"))).toList();
    }

    private static Observation observation(TestResult result) {
        String test = named(result.getName());
        return switch (result.status()) {
            case NORMAL -> Observation.of(test, result.grading().gradingResults.values().stream()
                    .map(Jcstress::outcome).toArray(Observation.Outcome[]::new));
            case TIMEOUT_ERROR -> Observation.failed(test, "timed out; a wait may never have ended");
            case API_MISMATCH -> Observation.failed(test, "does not fit this JDK");
            case CHECK_TEST_ERROR, TEST_ERROR -> Observation.failed(test, "threw an exception: "
                    + String.join("\n", result.getMessages()));
            case VM_ERROR -> Observation.failed(test, "its JVM failed: " + String.join("\n", result.getMessages()));
        };
    }

    private static Observation.Outcome outcome(GradingResult result) {
        return new Observation.Outcome(result.id, switch (result.expect) {
            case ACCEPTABLE -> Observation.Grade.EXPECTED;
            case ACCEPTABLE_INTERESTING -> Observation.Grade.CANARY;
            case FORBIDDEN, UNKNOWN -> Observation.Grade.FORBIDDEN;
        }, result.count, result.description);
    }

    private static List<Path> results(Path folder) throws IOException {
        var matcher = folder.getFileSystem().getPathMatcher("glob:" + RESULTS);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> matcher.matches(file.getFileName())).toList();
        }
    }

    private static String named(String test) {
        return test.startsWith(PROJECT) ? test.substring(PROJECT.length()) : test;
    }

    private static String roomOf(String test) {
        return test.substring(0, test.indexOf('.'));
    }
}
