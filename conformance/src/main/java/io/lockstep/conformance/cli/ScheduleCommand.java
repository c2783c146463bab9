package io.lockstep.conformance.cli;

import io.lockstep.conformance.runner.BadInputException;
import io.lockstep.conformance.schedule.Failure;
import io.lockstep.conformance.schedule.Observer;
import io.lockstep.conformance.schedule.Outcome;
import io.lockstep.conformance.schedule.Replay;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Stage;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;

/** {@code lockstep schedule}: runs schedules of a program on the production classes. */
@Command(name = "schedule", mixinStandardHelpOptions = true,
        description = "Runs schedules of a small program on the production classes, judged by the specification.",
        footer = {"", "A program is a line of settings and tasks:",
                  "  --explore 'cap=0 | t1: send(a) | t2: recvFor(50us) | t3: interrupt(t1)'",
                  "A failing schedule is printed as the line that replays it:",
                  "  --replay 'cap=0 | t1: send(a) | t2: recv | schedule 0,1,1'", "",
                  "Exits with 0 if the specification allows every run, 1 if not, 2 for bad input."})
final class ScheduleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--spec", required = true, paramLabel = "ROOM", description = "The room whose classes run.")
    private String room;

    @ArgGroup(multiplicity = "1")
    private What what;

    @Option(names = "--preemptions", paramLabel = "N", description = "At most so many preemptions in a run. Default: any number.")
    private int preemptions = Integer.MAX_VALUE;

    @Option(names = "--budget", paramLabel = "N", description = "At most so many runs. Default: 1000000.")
    private long budget = 1_000_000;

    private ScheduleCommand() {
    }

    private static final class What {
        @Option(names = "--replay", paramLabel = "LINE", description = "Run the one schedule of this line.")
        private String replay;

        @Option(names = "--explore", paramLabel = "LINE", description = "Run every schedule of this program.")
        private String explore;
    }

    @Override
    public Integer call() {
        if (preemptions < 0) throw new BadInputException("--preemptions must not be negative, but is " + preemptions);
        if (budget < 1) throw new BadInputException("--budget must be at least 1, not " + budget);
        try {
            Replay line = Replay.parse(what.replay != null ? what.replay : what.explore + " | schedule");
            Schedules schedules = Stage.of(room).open(line.setting(), line.program().tasks().size());
            schedules.requireRunnable(line.program());
            return what.replay != null ? replay(schedules, line) : explore(schedules, line);
        } catch (IllegalArgumentException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    private int replay(Schedules schedules, Replay line) {
        Outcome outcome = schedules.run(line.program(), line.strategy(), Observer.NONE);
        if (outcome.failed()) return report(new Failure(schedules, line.program(), outcome));
        out().println(schedules.story(line.program(), line.choices()));
        out().println("The specification allows this run.");
        return Main.OK;
    }

    private int explore(Schedules schedules, Replay line) {
        long start = System.nanoTime();
        Schedules.Report report = schedules.exhaustive(line.program(), preemptions, budget);
        if (report.failure() != null) return report(report.failure().shrunk());
        double seconds = (System.nanoTime() - start) / 1e9;
        out().println(String.format(Locale.ROOT, "%,d schedules in %.1f s; %s, and the specification allows each.", report.runs(),
                seconds, report.complete() ? "these are all" : "there are more"));
        return Main.OK;
    }

    private int report(Failure failure) {
        out().print(failure);
        return Main.DISAGREES;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
