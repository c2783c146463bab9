package io.lockstep.conformance.cli;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.evidence.EvidenceReport;
import io.lockstep.conformance.evidence.ReadmeMap;
import io.lockstep.conformance.runner.Rooms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** {@code lockstep evidence}: shows what was run, and checks the README against it. */
@Command(name = "evidence", mixinStandardHelpOptions = true,
        description = "Shows what every layer has run and what came out, and checks the README's map against it.",
        footer = {"", "Exits with 0 if all is as it should be and the README claims no more and no less, otherwise 1."})
final class EvidenceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    private EvidenceCommand() {
    }

    @Override
    public Integer call() throws IOException {
        Path root = Rooms.root();
        EvidenceReport report = new EvidenceReport(root, Evidence.load());
        if (report.isEmpty()) {
            spec.commandLine().getErr().println("lockstep: nothing has been recorded; run 'make check', 'make test' and 'make mutants' first");
            return Main.DISAGREES;
        }
        ReadmeMap map = new ReadmeMap(Files.readString(root.resolve("README.md")));
        List<String> problems = new ArrayList<>(report.problems());
        problems.addAll(map.disagreementsWithFolders(root));
        problems.addAll(map.disagreementsWith(report));

        PrintWriter out = spec.commandLine().getOut();
        out.println(report.table());
        problems.forEach(out::println);
        out.println(problems.isEmpty() ? "all is as it should be, and the README's map agrees" : problems.size() + " not as it should be");
        out.flush();
        return problems.isEmpty() ? Main.OK : Main.DISAGREES;
    }
}
