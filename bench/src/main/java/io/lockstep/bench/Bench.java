package io.lockstep.bench;

import io.lockstep.bench.report.Report;
import io.lockstep.bench.report.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.openjdk.jmh.runner.RunnerException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code bench}: measures the same work on Lockstep and on its peers. */
@Command(name = "bench", mixinStandardHelpOptions = true,
        description = "Measures the same work on Lockstep and on its peers, and writes tables and charts.")
public final class Bench implements Callable<Integer> {
    /*
     * A machine has good and bad minutes. So the peers of a row follow one another, and all is measured
     * in several rounds: whoever meets a bad minute is not alone there, and meets another in the next
     * round. The median of all samples counts.
     *
     * Whatever can be wrong with rows, peers and the Go program is looked for before anything is measured,
     * and no page is written unless everything has been measured. Meanwhile every figure is kept in a file of
     * its own, so that who breaks off hours of work can go on later: with the same rows, under the same
     * circumstances.
     */

    private static final String RESULTS = "results.json";
    private static final String UNFINISHED = "target/unfinished.json"; // in the folder of the results

    @Option(names = "--all", description = "Every row, not only the headlines.")
    private boolean all;

    @Option(names = "--rows", paramLabel = "REGEX", description = "Of all rows those whose name contains this.")
    private Pattern rows;

    @Option(names = "--profile", description = "Measures nothing; shows for each row in which methods Lockstep spends its time.")
    private boolean profile;

    @Option(names = "--rounds", paramLabel = "N", defaultValue = "2", description = "How often. Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(names = "--go", paramLabel = "PROGRAM", description = "The same workloads in Go, compiled; measured as one peer more.")
    private Path go;

    @Option(names = "--seamless", paramLabel = "SOURCE", required = true, description = "The class that replaces the library's seam.")
    private Path seamless;

    @Option(names = "--reasons", paramLabel = "FILE", required = true, description = "Why some rows are not won, for the page.")
    private Path reasons;

    @Option(names = "--out", paramLabel = "FOLDER", required = true, description = "Where samples, tables and charts go.")
    private Path out;

    @Option(names = "--report", description = "Measures nothing; writes tables and charts again, from the samples in the folder.")
    private boolean report;

    @Spec
    private CommandSpec spec;

    private long done; // measurements of one peer, those before a break not counted
    private long toDo;
    private long started; // nanoseconds
    private Path unfinished;

    private Bench() {
    }

    /**
     * Runs the program and exits: with 2 if the command line is wrong, with 1 if something fails.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Bench())
                .setParameterExceptionHandler((e, wrong) -> {
                    System.err.println("bench: " + e.getMessage());
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((e, command, parsed) -> {
                    System.err.println("bench: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
                    return CommandLine.ExitCode.SOFTWARE;
                })
                .execute(args));
    }

    @Override
    public Integer call() throws RunnerException, IOException, InterruptedException {
        if (profile) {
            for (Row row : chosen()) Recording.show(row.name(), Fork.profile(row, Effort.profiling(), out.resolve("profiles")));
            return CommandLine.ExitCode.OK;
        }
        Path samples = out.resolve(RESULTS);
        if (report) {
            if (!Files.isReadable(samples)) throw wrong("there are no samples in " + samples + "; measure first");
            Report.write(Measurement.read(samples), reasons, out);
        } else {
            unfinished = out.resolve(UNFINISHED);
            Measurement measurement = measure();
            measurement.write(samples);
            Report.write(measurement, reasons, out);
            Files.delete(unfinished);
        }
        System.out.println("see " + out.resolve(Report.PAGE));
        return CommandLine.ExitCode.OK;
    }

    private Measurement measure() throws RunnerException, IOException, InterruptedException {
        if (rounds < 1) throw wrong("--rounds must be at least 1, not " + rounds);
        if (go != null && !Files.isExecutable(go)) throw wrong("--go: there is no program " + go);
        if (!Files.isReadable(seamless)) throw wrong("--seamless: there is no source " + seamless);
        List<Row> chosen = chosen();
        GoProgram inGo = go == null ? null : new GoProgram(go);
        check(Workloads.all(), inGo);
        Path replacement = Fork.compile(seamless);
        Effort effort = Effort.usual(rounds);

        Measurement measurement = new Measurement();
        Circumstances.describe(measurement.circumstances);
        measurement.circumstances.put("Go", inGo == null ? "not measured" : inGo.version());
        measurement.circumstances.put("command", "bench " + String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        measurement.circumstances.put("effort", effort.toString());

        Measurement known = resumed(measurement);
        List<Turn> turns = Turn.all(chosen, effort, inGo == null ? null : inGo::measure, replacement).stream()
                .filter(turn -> !known.has(turn)).toList();
        toDo = turns.size();
        started = System.nanoTime();
        System.out.printf(Locale.ROOT, "%d rows, %d measurements, about %s%n", chosen.size(), toDo,
                time(Duration.ofMillis(Turn.estimate(turns))));
        for (Turn turn : turns) take(turn, known);
        known.circumstances.put("took", time(Duration.ofNanos(known.nanos)));
        return known;
    }

    /** The measurement that was broken off, if it was the same as the one that begins; else the latter. */
    private Measurement resumed(Measurement begun) throws IOException {
        Files.createDirectories(unfinished.getParent());
        if (!Files.isReadable(unfinished)) return begun;
        Measurement earlier = Measurement.read(unfinished);
        if (!earlier.isLike(begun)) {
            System.out.println(unfinished + " is of another commit, machine or command; it is begun anew");
            return begun;
        }
        System.out.println("going on with what was broken off, from " + unfinished);
        return earlier;
    }

    private List<Row> chosen() {
        if (rows == null) return all ? Workloads.all() : Workloads.headline();
        List<Row> matching = Workloads.all().stream().filter(row -> rows.matcher(row.name()).find()).toList();
        if (matching.isEmpty()) {
            throw wrong("no row matches " + rows + "; there are: " + String.join("; ", Workloads.all().stream().map(Row::name).toList()));
        }
        return matching;
    }

    private static void check(List<Row> rows, GoProgram go) {
        Set<String> names = new HashSet<>();
        for (Row row : rows) {
            if (!names.add(row.name())) throw new IllegalStateException("two rows are called " + row.name());
            row.check();
            if (go != null) go.check(row);
        }
    }

    private void take(Turn turn, Measurement measurement) throws RunnerException, IOException, InterruptedException {
        long begun = System.nanoTime();
        List<Double> samples = turn.work().measure();
        measurement.add(turn.row(), turn.peer(), samples);
        measurement.nanos += System.nanoTime() - begun;
        measurement.write(unfinished);
        done++;
        Duration left = Duration.ofNanos((System.nanoTime() - started) / done * (toDo - done));
        System.out.printf(Locale.ROOT, "%4d/%d, %6s left  %-44s %-22s %12.1f %s%n", done, toDo, time(left), turn.row().name(), turn.peer(),
                Samples.median(samples), turn.row().family().unit());
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static String time(Duration duration) {
        return String.format(Locale.ROOT, "%d:%02d min", duration.toMinutes(), duration.toSecondsPart());
    }
}
