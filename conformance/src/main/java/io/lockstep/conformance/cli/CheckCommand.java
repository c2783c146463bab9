package io.lockstep.conformance.cli;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.runner.BadInputException;
import io.lockstep.conformance.runner.Checker;
import io.lockstep.conformance.runner.CountsUpdate;
import io.lockstep.conformance.runner.Model;
import io.lockstep.conformance.runner.ProofFile;
import io.lockstep.conformance.runner.Report;
import io.lockstep.conformance.runner.Rooms;
import io.lockstep.conformance.runner.Tlc;
import io.lockstep.conformance.runner.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** {@code lockstep check}: runs the models of the manifests. */
@Command(name = "check", mixinStandardHelpOptions = true,
        description = "Checks every model of every room and compares result and counts with its manifest; parses the proofs.",
        footer = {"", "Exits with 0 if all agree, 1 if a model does not or a proof does not parse, 2 for bad input.",
                  "TLA2TOOLS=/path/to/tla2tools.jar substitutes another TLC."})
final class CheckCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--spec", paramLabel = "ROOM", description = "Only this room. May be repeated.")
    private List<String> rooms = new ArrayList<>();

    @Option(names = "--large", description = "Also the models that take minutes.")
    private boolean large;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    @Option(names = "--jobs", paramLabel = "N", description = "How many models at a time. Default: one per core.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--timeout", paramLabel = "SECONDS",
            description = "How long one model may take. Default: 600, with --large 14400.")
    private Integer seconds;

    @Option(names = "--show", paramLabel = "MODEL", description = "Only this model, and print its counterexample.")
    private String show;

    @Option(names = "--update", description = "Write counts that differ into the manifests.")
    private boolean update;

    private CheckCommand() {
    }

    @Override
    public Integer call() {
        if (jobs < 1) throw new BadInputException("--jobs must be at least 1, not " + jobs);
        if (seconds != null && seconds < 1) throw new BadInputException("--timeout must be at least 1, not " + seconds);
        Path root = Rooms.root();
        List<Model> models = select(Rooms.models(root, rooms));
        Path work = root.resolve("target").resolve("check");
        Duration limit = Duration.ofSeconds(seconds != null ? seconds : large ? 14_400 : 600);

        long start = System.nanoTime();
        PrintWriter progress = json ? spec.commandLine().getErr() : spec.commandLine().getOut();
        AtomicInteger done = new AtomicInteger();
        Tlc tlc = Tlc.find(work);
        Checker checker = new Checker(tlc, work, jobs, limit);
        progress.println("checking " + models.size() + (models.size() == 1 ? " model" : " models, " + jobs + " at a time"));
        progress.flush();
        List<Verdict> verdicts = checker.check(models, verdict -> {
            progress.println(Report.progress(verdict, done.incrementAndGet(), models.size()));
            progress.flush();
        }).parallelStream().map(v -> show != null || !v.asExpected() ? checker.named(v) : v).toList();
        List<ProofFile> files = show == null ? ProofFile.of(root, rooms) : List.of();
        List<ProofFile.Parsed> proofs = files.stream().map(file -> file.parse(tlc, work)).toList();
        double took = (System.nanoTime() - start) / 1e9;

        PrintWriter out = spec.commandLine().getOut();
        if (json) out.println(Report.json(verdicts, proofs, took));
        else report(verdicts, proofs, took, out);
        out.flush();
        if (show == null) record(verdicts);
        if (update) verdicts.stream().filter(Verdict::hasNewCounts).forEach(verdict -> {
            CountsUpdate.write(verdict);
            progress.println("updated the counts of " + verdict.model().room() + " " + verdict.model().name());
        });
        boolean agrees = verdicts.stream().allMatch(Verdict::asExpected)
                && proofs.stream().allMatch(ProofFile.Parsed::asExpected);
        return agrees ? Main.OK : Main.DISAGREES;
    }

    private List<Model> select(List<Model> all) {
        if (show == null) return all.stream().filter(m -> large || !m.large()).toList();
        String name = show.replaceFirst("\\.cfg$", "");
        List<Model> shown = all.stream().filter(m -> m.name().equals(name)).toList();
        if (shown.isEmpty()) {
            throw new BadInputException("no model named " + name + "; there are: "
                    + String.join(", ", all.stream().map(Model::name).toList()));
        }
        return shown;
    }

    /** Only whole rooms are evidence. */
    private static void record(List<Verdict> verdicts) {
        Map<String, Map<String, List<Verdict>>> parts = verdicts.stream().collect(Collectors.groupingBy(
                v -> v.model().room(), Collectors.groupingBy(v -> v.model().section())));
        parts.forEach((room, sections) -> sections.forEach((section, run) -> Evidence.record(room, section,
                Map.of("run", run.size(), "asExpected", run.stream().filter(Verdict::asExpected).count()))));
    }

    private void report(List<Verdict> verdicts, List<ProofFile.Parsed> proofs, double took, PrintWriter out) {
        out.println();
        out.println(Report.table(verdicts));
        verdicts.stream().filter(v -> !v.asExpected()).forEach(v -> out.println("\n" + Report.problems(v)));
        if (show != null) {
            verdicts.stream().filter(Verdict::asExpected).forEach(v -> out.println("\n" + (v.counterexample() == null
                    ? v.model().name() + " has no counterexample" : Report.counterexample(v))));
        }
        if (!proofs.isEmpty()) {
            out.println("\nProof files are parsed here; `make proofs` proves them, and needs tlapm.");
            out.println(Report.proofs(proofs));
            proofs.stream().filter(p -> !p.asExpected()).forEach(p -> out.println("\n" + Report.problems(p)));
        }
        out.println(Report.summary(verdicts, proofs, took));
    }
}
