package io.lockstep.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.profile.JavaFlightRecorderProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** A JVM of its own, in which JMH measures a row on one peer. */
final class Fork {
    /*
     * The measuring thread is a virtual one: in most workloads it waits for others or wakes them, and a
     * platform thread would mostly measure the operating system's waking.
     */
    private static final String VIRTUAL = "-Djmh.executor=VIRTUAL";

    /** After this a workload hangs. */
    private static final TimeValue LONGEST = TimeValue.minutes(3);

    private Fork() {
    }

    /**
     * Compiles the class that replaces the library's seam. It is no part of the build, so that nothing else
     * can come to use it.
     *
     * @return the folder of the class
     * @throws IOException if that does not work
     */
    static Path compile(Path source) throws IOException {
        Path folder = Path.of(URI.create(Fork.class.getProtectionDomain().getCodeSource().getLocation().toString())).resolveSibling("seamless");
        Files.createDirectories(folder);
        int result = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-d", folder.toString(), source.toString());
        if (result != 0) throw new IOException(source + " does not compile");
        return folder;
    }

    /**
     * Measures.
     *
     * @param seamless the folder of classes that replace the library's seam where a row asks for that
     * @return the samples, in the unit of the row's family
     * @throws RunnerException if the workload fails, or JMH has no such result
     */
    static List<Double> measure(Row row, String peer, Effort effort, Path seamless) throws RunnerException {
        ChainedOptionsBuilder options = options(row, peer, effort);
        List<String> flags = new ArrayList<>(List.of(VIRTUAL));
        if (peer.equals(SeamBenchmark.Variant.SEAMLESS.name())) flags.add("-Xbootclasspath/a:" + seamless.toAbsolutePath());
        options.jvmArgsAppend(flags.toArray(String[]::new));
        if (row.metric() == Row.Metric.ALLOCATED) options.addProfiler(GCProfiler.class);
        List<Double> samples = new ArrayList<>();
        for (RunResult result : run(row, peer, options)) {
            result.getBenchmarkResults().forEach(fork -> fork.getIterationResults().forEach(one -> samples.add(value(one, row))));
        }
        if (samples.size() != effort.samples()) {
            throw new IllegalStateException(row.name() + ": " + samples.size() + " samples of " + peer + " instead of " + effort.samples());
        }
        return samples;
    }

    /**
     * Records where Lockstep spends its time.
     *
     * @param folder where recordings go
     * @return the recording
     * @throws RunnerException if the workload fails
     */
    static Path profile(Row row, Effort effort, Path folder) throws RunnerException, IOException {
        String ours = row.peers().keySet().iterator().next();
        Path own = Files.createTempDirectory(Files.createDirectories(folder), "row");
        run(row, ours, options(row, ours, effort).jvmArgsAppend(VIRTUAL).addProfiler(JavaFlightRecorderProfiler.class, "dir=" + own));
        try (Stream<Path> files = Files.walk(own)) {
            return files.filter(file -> file.toString().endsWith(".jfr")).findFirst()
                    .orElseThrow(() -> new IOException(row.name() + ": JMH has left no recording in " + own));
        }
    }

    private static ChainedOptionsBuilder options(Row row, String peer, Effort effort) {
        TimeValue iteration = TimeValue.milliseconds(effort.iteration());
        ChainedOptionsBuilder options = new OptionsBuilder().include("^" + Pattern.quote(row.benchmark()) + "$").param(Row.PEER, peer).forks(1)
                .warmupIterations(effort.warmups()).warmupTime(iteration)
                .measurementIterations(effort.samples()).measurementTime(iteration)
                .timeout(LONGEST).shouldFailOnError(true).verbosity(VerboseMode.SILENT);
        row.params().forEach(options::param);
        return options;
    }

    private static Collection<RunResult> run(Row row, String peer, ChainedOptionsBuilder options) throws RunnerException {
        try {
            return new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new RunnerException(row.name() + " failed on " + peer + ": " + causes(e), e);
        }
    }

    private static double value(IterationResult iteration, Row row) {
        String label = row.metric().label;
        var result = label == null ? iteration.getPrimaryResult() : iteration.getSecondaryResults().get(label);
        if (result == null) throw new IllegalStateException(row.name() + ": JMH has no result " + label);
        return result.getScore();
    }

    /** What JMH says, and what it hides in suppressed exceptions. */
    private static String causes(Throwable e) {
        if (e == null) return "";
        String suppressed = Arrays.stream(e.getSuppressed()).map(Fork::causes).collect(Collectors.joining("; "));
        return (e + " " + causes(e.getCause()) + " " + suppressed).strip();
    }
}
