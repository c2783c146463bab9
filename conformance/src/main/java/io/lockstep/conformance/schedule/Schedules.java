package io.lockstep.conformance.schedule;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;

/**
 * Explores the schedules of programs on one primitive, each judged by the primitive's specification.
 *
 * <p>For one thread at a time.
 */
public final class Schedules {
    /** The actions of a specification that nobody in a program is responsible for. */
    public static final Set<String> ENVIRONMENT = Set.of(OracleJudge.CALL, "Withdraw");

    /** The setting that says how many times in a run a parked task may wake without reason. */
    public static final String SPURIOUS = "spurious";

    private final Room room;
    private final Setting setting;
    private final Graph graph;
    private final Set<String> environment;
    private final Outcomes outcomes = new Outcomes();
    private long runs;

    /**
     * Schedules of a room's programs, by a specification that knows no other environment than
     * {@link #ENVIRONMENT}.
     *
     * @param room    the primitive
     * @param setting what it is like; {@value #SPURIOUS} is the rig's own
     * @param graph   of a model with at least as many tasks as any program
     */
    public Schedules(Room room, Setting setting, Graph graph) {
        this(room, setting, graph, ENVIRONMENT);
    }

    /**
     * Schedules of a room's programs.
     *
     * @param room        the primitive
     * @param setting     what it is like; {@value #SPURIOUS} is the rig's own
     * @param graph       of a model with at least as many tasks as any program
     * @param environment the actions that may be left undone when nobody can go on
     */
    public Schedules(Room room, Setting setting, Graph graph, Set<String> environment) {
        this.room = room;
        this.setting = setting;
        this.graph = graph;
        this.environment = Set.copyOf(environment);
    }

    /**
     * Runs every schedule of a program with a bounded number of preemptions, or as many as the budget
     * allows, until one fails.
     *
     * @param program     what the tasks do
     * @param preemptions how often a task may be stopped although it could go on; MAX_VALUE for any number
     * @param budget      the most runs
     * @return what was found
     */
    public Report exhaustive(Program program, int preemptions, long budget) {
        Exhaustive strategy = new Exhaustive(preemptions);
        for (long n = 1; n <= budget; n++) {
            Outcome outcome = run(program, strategy, Observer.NONE);
            if (outcome.failed()) return new Report(n, false, new Failure(this, program, outcome));
            if (!strategy.advance()) return new Report(n, !strategy.cut(), null);
        }
        return new Report(budget, false, null);
    }

    /**
     * Runs random schedules of a program until one fails.
     *
     * @param program what the tasks do
     * @param seed    the same seed gives the same schedules
     * @param budget  how many
     * @return what was found
     */
    public Report random(Program program, long seed, long budget) {
        RandomWalk strategy = new RandomWalk(seed);
        for (long n = 1; n <= budget; n++) {
            strategy.restart();
            Outcome outcome = run(program, strategy, Observer.NONE);
            if (outcome.failed()) return new Report(n, false, new Failure(this, program, outcome));
        }
        return new Report(budget, false, null);
    }

    /**
     * Runs one schedule.
     *
     * @param program  what the tasks do
     * @param strategy chooses the schedule
     * @param observer hears what happens
     * @return how the run ended
     */
    public Outcome run(Program program, Strategy strategy, Observer observer) {
        runs++;
        OracleJudge judge = new OracleJudge(graph, environment, outcomes);
        Scheduler scheduler = new Scheduler(strategy, judge, observer, room.labelling());
        Room.Subject subject = room.create();
        List<String> names = program.names();
        for (int i = 0; i < names.size(); i++) {
            List<Op> ops = program.tasks().get(i);
            String name = names.get(i);
            scheduler.task(name, () -> perform(scheduler, judge, name, subject, ops));
        }
        scheduler.spuriousWakeUps(setting.count(SPURIOUS));
        TestProbe.Binding binding = TestProbe.bind(scheduler);
        try {
            return scheduler.run();
        } finally {
            binding.close();
        }
    }

    /**
     * Tells one schedule for a person.
     *
     * @param program what the tasks do
     * @param choices the choices of the run
     * @return numbered steps, a column for each task
     */
    public String story(Program program, int... choices) {
        Story story = new Story(program.names());
        run(program, new Given(choices), story);
        return story.toString();
    }

    /**
     * Refuses a program that the room or its model does not know.
     *
     * @param program what the tasks are to do
     * @throws IllegalArgumentException if an operation is unknown, lacks an operand or has a wrong one
     */
    public void requireRunnable(Program program) {
        for (int t = 0; t < program.tasks().size(); t++) {
            String task = Program.name(t);
            for (Op op : program.tasks().get(t)) {
                if (op.isInterrupt() ? !program.names().containsAll(op.args()) : !knows(task, op)) {
                    throw new IllegalArgumentException(task + ": " + op + " is not possible in this room and setting");
                }
            }
        }
    }

    private boolean knows(String task, Op op) {
        try {
            Label call = step(OracleJudge.CALL, task, room.call(op));
            return graph.initial().stream().anyMatch(n -> !n.after(call).isEmpty());
        } catch (IndexOutOfBoundsException | NoSuchElementException e) {
            throw new IllegalArgumentException(task + ": " + op + " lacks an operand", e);
        }
    }

    private static Label step(String action, String task, List<String> rest) {
        List<String> args = new ArrayList<>(rest.size() + 1);
        args.add(task);
        args.addAll(rest);
        return new Label(action, args);
    }

    private void perform(Scheduler scheduler, OracleJudge judge, String task, Room.Subject subject, List<Op> ops) {
        for (Op op : ops) {
            if (op.isInterrupt()) {
                scheduler.interrupt(op.args().get(0));
                continue;
            }
            scheduler.begins();
            scheduler.takes(step(OracleJudge.CALL, task, room.call(op)));
            InterruptRule rule = new InterruptRule(scheduler.interrupts(), judge.allows(OracleJudge.REFUSE, task));
            String result = subject.perform(op);
            List<String> returned = room.returned(result);
            scheduler.takes(step(OracleJudge.RETURN, task, returned));
            String wrong = rule.broken(returned.getLast(), scheduler.interrupts());
            if (wrong != null) scheduler.reject(task + ": " + op + " = " + result + ", but " + wrong);
        }
    }

    /** The primitive. @return the room */
    public Room room() {
        return room;
    }

    /** What judges the runs. @return the graph of the specification */
    public Graph graph() {
        return graph;
    }

    /** What the primitive is like. @return the setting */
    public Setting setting() {
        return setting;
    }

    /** How many schedules have been run so far. @return their number */
    public long runs() {
        return runs;
    }

    /**
     * What came out of which operation in all runs so far.
     *
     * @return a text for each result, as in {@code send = sent}, and for each action on the way, as in
     *         {@code send: SendPark}
     */
    public Set<String> outcomes() {
        return outcomes.texts();
    }

    /**
     * What an exploration found.
     *
     * @param runs     how many schedules were run
     * @param complete whether these were all there are
     * @param failure  the first that failed, or null
     */
    public record Report(long runs, boolean complete, Failure failure) {
    }
}
