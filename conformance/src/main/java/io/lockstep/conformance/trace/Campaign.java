package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.conformance.runner.Rooms;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs programs of one room, judges every trace and keeps account of what has been seen. A trace that
 * is rejected is explained and written to {@code target/rejected/}.
 */
public final class Campaign {

    /** Numbers the folders of this process. */
    private static final AtomicInteger FOLDERS = new AtomicInteger();

    private final Room room;
    private final Model model;
    private final Judge judge;
    private final ProgramRunner runner;
    private final Coverage coverage = new Coverage();
    private long events;
    private long traces;
    private long rejected;

    /**
     * A campaign that has run nothing yet.
     *
     * @param room  the room
     * @param tasks the most tasks that a program has
     */
    public Campaign(Room room, int tasks) {
        this(room, room.model(tasks));
    }

    /**
     * A campaign judged by a model of the caller's choice.
     *
     * @param room  the room
     * @param model a model of its specification
     */
    public Campaign(Room room, Model model) {
        this(room, model, new Judge(new Graph(model.load())));
    }

    private Campaign(Room room, Model model, Judge judge) {
        this.room = room;
        this.model = model;
        this.judge = judge;
        runner = new ProgramRunner(room);
    }

    /**
     * A campaign that has run nothing yet, on another primitive judged by the same model. Both use the
     * same graph of the model, so that neither has to load and warm it again.
     *
     * @param other the room that makes the other primitive
     * @return a new campaign
     */
    public Campaign on(Room other) {
        return new Campaign(other, model, judge);
    }

    /**
     * Runs a program on a fresh primitive and judges what happens. One that is {@linkplain Program#isSilent()
     * silent} leaves no trace, and shows nothing; any other has to leave one.
     *
     * @param program the program
     * @param grade   how much of it to record
     * @return the trace, which the specification allows
     * @throws TraceRejectedException if the specification does not allow what happened
     */
    public Trace run(Program program, Grade grade) {
        Trace trace = record(program, grade);
        return program.isSilent() ? trace : judge(trace, "Program: " + program.toLine() + "\n");
    }

    /**
     * Runs a program on a fresh primitive without judging what happens.
     *
     * @param program the program
     * @param grade   how much of it to record
     * @return what happened
     */
    public Trace record(Program program, Grade grade) {
        return runner.run(program, grade);
    }

    /**
     * Judges a trace.
     *
     * @param trace  the trace
     * @param origin where it comes from, for the report; empty or a line
     * @return the trace, which the specification allows
     * @throws TraceRejectedException if the specification does not allow it
     */
    public Trace judge(Trace trace, String origin) {
        Verdict verdict = judge.judge(trace);
        traces++;
        events += trace.events().size();
        if (!verdict.isAccepted()) {
            rejected++;
            throw rejected(verdict, origin);
        }
        coverage.add(trace);
        return trace;
    }

    private TraceRejectedException rejected(Verdict verdict, String origin) {
        Path folder = Rooms.root().resolve("target").resolve("rejected")
                .resolve(room.name() + "-" + verdict.trace().grade() + "-" + ProcessHandle.current().pid() + "-"
                        + FOLDERS.incrementAndGet());
        String report = Rejection.explain(verdict) + origin;
        new TlcFolder(model, judge.graph().oracle().notations(), verdict).write(folder, report);
        return new TraceRejectedException(verdict, folder, report + "TLC can judge it again in " + folder + "\n");
    }

    /**
     * The outcomes seen in the accepted traces.
     *
     * @return the coverage, which goes on growing
     */
    public Coverage coverage() {
        return coverage;
    }

    /**
     * How many events have been judged.
     *
     * @return calls, returns and actions
     */
    public long events() {
        return events;
    }

    /**
     * How many traces have been judged.
     *
     * @return accepted and rejected ones
     */
    public long traces() {
        return traces;
    }

    /**
     * How many traces have been rejected.
     *
     * @return 0 if all is well
     */
    public long rejected() {
        return rejected;
    }
}
