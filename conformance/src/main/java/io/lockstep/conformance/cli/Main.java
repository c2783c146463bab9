package io.lockstep.conformance.cli;

import io.lockstep.conformance.runner.BadInputException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program {@code lockstep}. Each subcommand is a class of its own, named here once. */
@Command(name = "lockstep", mixinStandardHelpOptions = true, version = "lockstep 0.1.0",
        description = "Holds specifications and implementations together.",
        subcommands = {
                CheckCommand.class,
                TraceCommand.class,
                PeersCommand.class,
                ScheduleCommand.class,
                EvidenceCommand.class,
                MutantsCommand.class,
                TestsCommand.class,
        })
public final class Main implements Runnable {

    /** Everything agreed. */
    static final int OK = 0;
    /** Something differs from what was expected. */
    static final int DISAGREES = 1;
    /** The command could not be carried out as given. */
    static final int BAD_INPUT = 2;

    @Spec
    private CommandSpec spec;

    /** For picocli. */
    public Main() {
    }

    /**
     * Runs the program and exits: 0 if all agreed, 1 if not, 2 for bad input.
     *
     * @param args the command line
     */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    /** The command line, its errors as one message each. */
    static CommandLine commandLine() {
        return commandLine(new Main());
    }

    /** The command line of a program of its own, its errors as one message each. */
    static CommandLine commandLine(Object program) {
        return new CommandLine(program).setExecutionExceptionHandler((exception, command, parsed) -> {
            if (!(exception instanceof BadInputException)) throw exception;
            command.getErr().println("lockstep: " + exception.getMessage());
            return BAD_INPUT;
        });
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "lockstep: which command?");
    }
}
