package io.lockstep.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.lockstep.bench.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The program {@code bench}: measures the same work on Lockstep and on its peers. */
@Command(name = "bench", mixinStandardHelpOptions = true,
        description = "Measures the same work on Lockstep and on its peers, and writes tables and charts.")
public final class Bench implements Callable<Integer> {
    /*
     * A machine has good and bad minutes. So the peers of a row follow one another, and all is measured
     * in several rounds: whoever meets a bad minute is not alone there, and meets another in the next
     * round. The median of all samples counts.
     */

    private static final TimeValue ITERATION = TimeValue.milliseconds(500);
    private static final int WARMUP = 3;
    private static final int MEASURED = 4;

    @Option(names = "--all", description = "Every row, not only the headlines.")
    private boolean all;

    @Option(names = "--rows", paramLabel = "REGEX", description = "Only rows whose name contains this.")
    private Pattern rows = Pattern.compile("");

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "2", description = "How often. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--go", paramLabel = "PROGRAM", description = "The same workloads in Go, compiled; measured as one peer more.")
    private Path go;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where tables and charts go.")
    private Path out;

    private Bench() {
    }

    /**
     * Runs the program and exits.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench()).execute(args));
    }

    @Override
    public Integer call() throws RunnerException, IOException, InterruptedException {
        List<Row> chosen = (all ? Workloads.all() : Workloads.headline()).stream().filter(row -> rows.matcher(row.name()).find()).toList();
        if (chosen.isEmpty() || rounds < 1) {
            System.err.println(rounds < 1 ? "--rounds must be at least 1, not " + rounds
                    : "no row matches " + rows + "; there are: " + Workloads.all().stream().map(Row::name).toList());
            return CommandLine.ExitCode.USAGE;
        }
        Measurement measurement = new Measurement();
        describe(measurement.circumstances);
        for (int round = 1; round <= rounds; round++) {
            for (Row row : chosen) {
                for (Map.Entry<String, String> peer : row.peers().entrySet()) {
                    add(measurement, round, row, peer.getValue(), measure(row, peer.getKey()));
                }
                if (go != null) add(measurement, round, row, Report.GO, GoProgram.measure(go, row));
            }
        }
        Files.createDirectories(out);
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(out.resolve("results.json").toFile(), measurement);
        Report.write(measurement, out);
        System.out.println("see " + out.resolve(Report.PAGE));
        return CommandLine.ExitCode.OK;
    }

    private void add(Measurement measurement, int round, Row row, String peer, List<Double> samples) {
        if (samples.isEmpty()) return;
        measurement.add(row, peer, samples);
        System.out.printf("%d/%d  %-34s %-24s %10.1f ns%n", round, rounds, row.name(), peer, Report.median(samples));
    }

    private static List<Double> measure(Row row, String peer) throws RunnerException {
        var options = new OptionsBuilder().include("^" + Pattern.quote(row.benchmark()) + "$").param(Row.PEER, peer)
                .forks(1).warmupIterations(WARMUP).warmupTime(ITERATION).measurementIterations(MEASURED).measurementTime(ITERATION)
                .shouldFailOnError(true).verbosity(VerboseMode.SILENT);
        row.params().forEach(options::param);
        Collection<RunResult> results = new Runner(options.build()).run();
        List<Double> samples = new ArrayList<>();
        for (RunResult result : results) {
            result.getBenchmarkResults().forEach(fork -> fork.getIterationResults()
                    .forEach(iteration -> samples.add(iteration.getPrimaryResult().getScore())));
        }
        return samples;
    }

    private static void describe(Map<String, String> circumstances) throws IOException {
        circumstances.put("date", LocalDate.now().toString());
        circumstances.put("machine", System.getProperty("os.name") + " " + System.getProperty("os.arch") + ", " + processor() + ", "
                + Runtime.getRuntime().availableProcessors() + " cores");
        circumstances.put("Java", System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (!Files.isReadable(info)) return "processor unknown";
        try (Stream<String> lines = Files.lines(info)) {
            return lines.filter(line -> line.startsWith("model name")).map(line -> line.replaceFirst(".*: *", "")).findFirst()
                    .orElse("processor unknown");
        }
    }
}
