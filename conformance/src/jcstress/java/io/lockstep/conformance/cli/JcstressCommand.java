package io.lockstep.conformance.cli;

import io.lockstep.conformance.jcstress.Jcstress;
import io.lockstep.conformance.jcstress.Judgement;
import io.lockstep.conformance.jcstress.Mode;
import io.lockstep.conformance.runner.Rooms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;

/** The program {@code jcstress}: whether the primitives have the memory effects that they promise. */
@Command(name = "jcstress", mixinStandardHelpOptions = true,
        description = "Races threads on the primitives, and looks for memory effects that are missing.",
        footer = {"", "Exits with 0 if nothing forbidden was seen and every canary was, 1 if not, and 2 for bad input."})
final class JcstressCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--spec", paramLabel = "ROOM", description = "Only this room.")
    private String room;

    @Option(names = "--mode", paramLabel = "MODE", defaultValue = "brief",
            description = "How much to try: ${COMPLETION-CANDIDATES}. All but the first are those of jcstress.")
    private Mode mode;

    private JcstressCommand() {
    }

    /**
     * Runs the program and exits.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(Main.commandLine(new JcstressCommand()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        Path root = Rooms.root();
        Path folder = root.resolve("conformance/target/jcstress-report");
        Set<String> tests = Jcstress.tests(room);
        PrintWriter out = spec.commandLine().getOut();
        out.println("jcstress: " + tests.size() + " tests, " + mode.name().toLowerCase(Locale.ROOT) + " mode; its log: "
                + root.relativize(Jcstress.log(folder)));
        out.flush();
        Judgement judgement = new Judgement(Jcstress.run(tests, mode, folder));
        out.println(judgement);
        out.flush();
        return judgement.faults().isEmpty() ? Main.OK : Main.DISAGREES;
    }
}
