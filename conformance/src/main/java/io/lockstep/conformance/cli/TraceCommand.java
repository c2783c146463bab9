package io.lockstep.conformance.cli;

import io.lockstep.conformance.oracle.OracleException;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Room;
import io.lockstep.conformance.runner.BadInputException;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Event;
import io.lockstep.conformance.trace.Grade;
import io.lockstep.conformance.trace.Trace;
import io.lockstep.conformance.trace.TraceException;
import io.lockstep.conformance.trace.TraceFile;
import io.lockstep.conformance.trace.TraceRejectedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/** {@code lockstep trace}: judges a recorded trace. */
@Command(name = "trace", mixinStandardHelpOptions = true,
        description = "Judges a recorded trace by the specification of its room.",
        footer = {"", "A trace has one event a line, in order; operands that an operation has not are \"-\":",
                  "  {\"seq\":0,\"task\":\"t1\",\"action\":\"Call\",\"args\":[\"send\",\"a\"]}",
                  "  {\"seq\":1,\"task\":\"t1\",\"action\":\"Return\",\"args\":[\"sent\"]}", "",
                  "Exits with 0 if the specification allows the trace, 1 if not, 2 for bad input."})
final class TraceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The trace.")
    private Path file;

    @Option(names = "--spec", paramLabel = "ROOM",
            description = "The room whose specification judges.")
    private String room;

    @Option(names = "--grade", paramLabel = "GRADE",
            description = "points: every action is in the trace. timeboxed: calls and returns only."
                    + " Default: timeboxed if there are only calls and returns.")
    private String grade;

    @Option(names = "--set", paramLabel = "CONSTANT=VALUE",
            description = "Another value for a constant of the specification, as in: --set Cap=2. May be repeated.")
    private Map<String, String> constants = new LinkedHashMap<>();

    private TraceCommand() {
    }

    @Override
    public Integer call() {
        try {
            return judge();
        } catch (TraceException e) {
            throw new BadInputException(e.getMessage());
        }
    }

    private int judge() {
        Room found = room();
        List<Event> events = TraceFile.read(file);
        Grade read = grade(events);
        Model model = model(found, events);
        Campaign campaign;
        try {
            campaign = new Campaign(found, model);
        } catch (OracleException e) {
            throw new BadInputException("the specification does not load with these constants:\n" + model.cfg() + e.getMessage());
        }
        long start = System.nanoTime();
        try {
            campaign.judge(new Trace(read, events), "Trace: " + file + "\n");
        } catch (TraceRejectedException e) {
            spec.commandLine().getOut().print(e.getMessage());
            spec.commandLine().getOut().flush();
            return Main.DISAGREES;
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        spec.commandLine().getOut().printf("%s: accepted by %s, %,d events, grade %s, %.1f s%n", file, model.name(),
                events.size(), read, seconds);
        return Main.OK;
    }

    private Room room() {
        List<Room> rooms = ServiceLoader.load(Room.class).stream().map(ServiceLoader.Provider::get).toList();
        String known = String.join(", ", rooms.stream().map(Room::name).toList());
        if (room == null && rooms.size() == 1) return rooms.getFirst();
        if (room == null) throw new BadInputException("say which room's specification judges, by --spec; there are: " + known);
        return rooms.stream().filter(r -> r.name().equals(room)).findFirst()
                .orElseThrow(() -> new BadInputException("no room named " + room + " has traces; there are: " + known));
    }

    private Grade grade(List<Event> events) {
        if (grade == null) return events.stream().allMatch(Event::isVisible) ? Grade.TIMEBOXED : Grade.POINTS;
        for (Grade known : Grade.values()) {
            if (known.toString().equals(grade.toLowerCase(Locale.ROOT))) return known;
        }
        throw new BadInputException("no grade named " + grade + "; there are: " + Grade.POINTS + ", " + Grade.TIMEBOXED);
    }

    /** The room's model with as many tasks as the trace has. Tasks with other names are left to the judge's complaint. */
    private Model model(Room found, List<Event> events) {
        int tasks = events.stream().map(Event::task).filter(t -> t.matches("t[1-9]\\d{0,2}"))
                .mapToInt(t -> Integer.parseInt(t.substring(1))).max().orElse(1);
        Model model = found.model(tasks);
        Map<String, String> all = new LinkedHashMap<>(model.constants());
        for (Map.Entry<String, String> constant : constants.entrySet()) {
            if (all.replace(constant.getKey(), constant.getValue()) == null) {
                throw new BadInputException(model.name() + " has no constant " + constant.getKey() + "; it has: "
                        + String.join(", ", all.keySet()));
            }
        }
        return new Model(model.module(), all, model.operators());
    }
}
