package io.lockstep.conformance.cli;

import io.lockstep.conformance.evidence.TestReport;
import io.lockstep.conformance.runner.Rooms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.concurrent.Callable;

/** {@code lockstep tests}: sums up the last test run. */
@Command(name = "tests", mixinStandardHelpOptions = true, description = "Shows in one table what the last test run said.")
final class TestsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "FOLDER", description = "Surefire's reports. Default: those of the last 'make test'.")
    private Path folder;

    private TestsCommand() {
    }

    @Override
    public Integer call() {
        TestReport report = new TestReport(folder != null ? folder : Rooms.root().resolve("conformance/target/surefire-reports"));
        spec.commandLine().getOut().println(report.text());
        return report.allPassed() ? Main.OK : Main.DISAGREES;
    }
}
