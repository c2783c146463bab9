package io.lockstep.conformance.cli;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.mutants.Campaign;
import io.lockstep.conformance.mutants.Matrix;
import io.lockstep.conformance.mutants.Row;
import io.lockstep.conformance.mutants.Verdict;
import io.lockstep.conformance.runner.BadInputException;
import io.lockstep.conformance.runner.Checker;
import io.lockstep.conformance.runner.Model;
import io.lockstep.conformance.runner.Result;
import io.lockstep.conformance.runner.Rooms;
import io.lockstep.conformance.runner.Tlc;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@code lockstep mutants}: seeds faults into code and specifications; each must be found. */
@Command(name = "mutants", mixinStandardHelpOptions = true,
        description = "Seeds faults into the code and the specifications, and shows which layer finds them.",
        footer = {"", "Exits with 0 if every fault is found each time, 1 if one survives, 2 if a kill would mean nothing."})
final class MutantsCommand implements Callable<Integer> {

    private static final String PACKAGE = "io.lockstep";
    private static final Duration LIMIT = Duration.ofMinutes(5);

    @Spec
    private CommandSpec spec;

    @Option(names = "--spec", paramLabel = "ROOM", description = "Only the faults of this room.")
    private String room;

    @Option(names = "--only", paramLabel = "NAME", description = "Only this fault.")
    private String only;

    @Option(names = "--times", paramLabel = "N", description = "Look for each fault in the code N times. One that is found less often is found by chance, and counts as survived.")
    private int times = 1;

    @Option(names = "--all", description = "Ask every layer about every fault. Default: the quickest first, until one finds it.")
    private boolean all;

    @Option(names = "--jobs", paramLabel = "N", description = "How many JVMs at a time. Default: one per core, and one more, since those that hang do nothing.")
    private int jobs = Runtime.getRuntime().availableProcessors() + 1;

    private MutantsCommand() {
    }

    @Override
    public Integer call() {
        if (times < 1) throw new BadInputException("--times must be at least 1, not " + times);
        if (jobs < 1) throw new BadInputException("--jobs must be at least 1, not " + jobs);
        Path root = Rooms.root();
        PrintWriter out = spec.commandLine().getOut();
        Consumer<String> progress = line -> {
            out.println(line);
            out.flush();
        };
        long start = System.nanoTime();
        List<Row> rows = new ArrayList<>(specFaults(root, progress));
        rows.addAll(new Campaign(root, root.resolve("target").resolve("mutants"), PACKAGE, jobs).run(room, only, times, all, progress));
        if (rows.isEmpty()) throw new BadInputException("no fault named " + only + (room == null ? "" : " in room " + room));
        if (only == null) record(rows);

        Matrix matrix = new Matrix(rows);
        out.println();
        out.println(matrix.table());
        matrix.survivors().forEach(row -> out.println(row.line()));
        out.println(String.format(Locale.ROOT, "%d faults in %.0f s: %s", rows.size(), (System.nanoTime() - start) / 1e9,
                matrix.survivors().isEmpty() ? "all killed" : matrix.survivors().size() + " survived"));
        out.flush();
        return matrix.survivors().isEmpty() ? Main.OK : Main.DISAGREES;
    }

    /** The models that must fail are faults as well; TLC kills them by finding the failure that the manifest names. */
    private List<Row> specFaults(Path root, Consumer<String> progress) {
        List<Model> faults = Rooms.models(root, room == null ? List.of() : List.of(room)).stream()
                .filter(m -> m.expected() != Result.SUCCESS && !m.large() && m.section().equals("models"))
                .filter(m -> only == null || m.name().equals(only)).toList();
        if (faults.isEmpty()) return List.of();
        progress.accept("checking " + faults.size() + " faulty models");
        Path work = root.resolve("target").resolve("mutants").resolve("models");
        return new Checker(Tlc.find(work), work, jobs, LIMIT).check(faults, verdict -> { }).stream().map(v ->
                new Row(v.model().room(), v.model().name(), v.model().description(),
                        List.of(Map.of("tlc", v.asExpected() ? Verdict.KILLED : Verdict.SURVIVED)))).toList();
    }

    private static void record(List<Row> rows) {
        rows.stream().collect(Collectors.groupingBy(Row::room)).forEach((room, faults) -> Evidence.record(room, "mutants",
                Map.of("seeded", faults.size(), "killed", faults.stream().filter(Row::isKilled).count())));
    }
}
