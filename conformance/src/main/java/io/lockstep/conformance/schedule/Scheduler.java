package io.lockstep.conformance.schedule;

import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.program.Labelling;
import io.lockstep.seam.Probe;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs tasks on real virtual threads, one at a time, in the order that a strategy chooses. It is the
 * {@link Probe} of its run: wherever a task meets the seam, another may take over. The calling thread
 * carries all tasks. One scheduler serves one run.
 */
public final class Scheduler implements Probe {
    /*
     * Invariants.
     *  - At most one task is mounted, and `running` names it. All state is touched only by the
     *    carrier or by the mounted task, hence by one thread at a time, and needs no lock.
     *  - A run is a function of its choices: the options of a decision, and their order, depend only
     *    on the choices before it. A decision with a single option is not a choice.
     *
     * A task that reaches a scheduling point decides in place who is next. If that is itself, it just
     * goes on; this is the cheap and common case. Otherwise it leaves the other in `upcoming` and
     * yields to the carrier. Parking in the seam is such a yield too, by a task that has no reason to
     * go on, and so is a nap before a section that is taken. Parking inside java.util.concurrent is a
     * true park: it shows as a continuation that is not submitted again until somebody unparks the thread.
     *
     * A primitive may start threads of its own, through the seam; they are tasks like the others.
     *
     * A run is over when nobody can go on or when the judge objects. The tasks still blocked are then
     * resumed with an Unwound error, for the JVM keeps every virtual thread that has not ended.
     */
    private static final int MOST_STEPS = 5_000;    // decisions in a run; a small program needs some hundred at most
    private static final int UNWIND_TURNS = 64;     // turns to leave nested finally blocks

    private enum Kind { RUN, TIME, SPURIOUS }

    private final Strategy strategy;
    private final Judge judge;
    private final Observer observer;
    private final Labelling labelling;
    private final Thread carrier = Thread.currentThread();
    private final List<Task> tasks = new ArrayList<>(4);
    private final VirtualClock clock = new VirtualClock(tasks);
    private int spurious;
    private boolean patient;
    private boolean tidy;

    private Task running;
    private Task upcoming;
    private boolean decided;
    private boolean over;
    private String failure;
    private List<String> blocked = List.of();
    private int steps;
    /** A complaint about a thread that meddles; the only field that such a thread touches. */
    private volatile String outsider;

    private Kind[] kinds = new Kind[16];
    private Task[] targets = new Task[16];
    private int options;
    private int[] choices = new int[16];
    private int made;

    /**
     * A run to come.
     *
     * @param strategy makes the choices
     * @param judge    decides whether what happens may happen
     * @param observer hears what happens
     * @param labelling what the judge calls the events that the primitive reports
     */
    public Scheduler(Strategy strategy, Judge judge, Observer observer, Labelling labelling) {
        this.strategy = strategy;
        this.judge = judge;
        this.observer = observer;
        this.labelling = labelling;
    }

    /**
     * Adds a task.
     *
     * @param name as in the specification
     * @param body what it does
     */
    public void task(String name, Runnable body) {
        add(name, body);
    }

    private Task add(String name, Runnable body) {
        Task task = new Task(name, tasks.size());
        task.thread = VirtualThreads.unstarted(c -> submitted(task, c), name, () -> live(task, body));
        tasks.add(task);
        return task;
    }

    /** Lets parked tasks wake without reason. @param times how often at most in the whole run */
    public void spuriousWakeUps(int times) {
        spurious = times;
    }

    /** Lets time pass only when nobody can go on: as if all code took no time. */
    public void patientTime() {
        patient = true;
    }

    /** Counts a task that has not ended when nobody can go on as a failure. */
    public void leaveNobody() {
        tidy = true;
    }

    /** How much virtual time has passed so far. @return nanoseconds */
    public long elapsed() {
        return clock.elapsed();
    }

    /** Runs the tasks until none can go on. @return how that ended */
    public Outcome run() {
        for (Task t : List.copyOf(tasks)) t.thread.start();
        for (Task t = next(null, false); t != null && !over; ) {
            decided = false;
            mount(t);
            t = decided ? upcoming : next(t, true);
        }
        if (outsider != null) fail(outsider);
        if (tidy && tasks.stream().anyMatch(t -> !t.ended)) fail("nobody can go on, and these tasks are left");
        over = true;
        unwind();
        return new Outcome(failure, Arrays.copyOf(choices, made), blocked);
    }

    // The run of one task.

    private void live(Task task, Runnable body) {
        try {
            if (!over) body.run();
        } catch (Unwound e) {
            // The run is over.
        } catch (Throwable e) {
            fail(task.name + " failed with " + e + " at " + e.getStackTrace()[0]);
        }
        task.ended = true;
    }

    private void submitted(Task task, Runnable continuation) {
        Thread by = Thread.currentThread();
        if (by != carrier && (running == null || by != running.thread)) {
            outsider = task.name + " was woken by " + by + ", which is not of this run, so that the run cannot be repeated;"
                    + " everything that wakes a task must go through the seam";
            return;
        }
        task.continuation = continuation;
        task.begun = true;
        task.submitted = true;
    }

    private void mount(Task task) {
        running = task;
        task.submitted = false;
        task.mounted = true;
        task.continuation.run();
        task.mounted = false;
        running = null;
    }

    private void unwind() {
        for (int turn = 0; turn < UNWIND_TURNS; turn++) {
            boolean progress = false;
            for (Task t : List.copyOf(tasks)) {
                if (t.ended || !t.submitted) continue;
                mount(t);
                progress = true;
            }
            if (!progress) return;
        }
    }

    private void fail(String what) {
        if (!over) {
            failure = what;
            blocked = tasks.stream().filter(t -> t.begun && !t.ended).map(Task::toString).toList();
        }
        over = true;
    }

    // Decisions.

    /**
     * Who runs next; null if the run is over.
     *
     * @param current who has run until now, or null
     * @param yields  whether it gives up its turn to whoever else can go on
     */
    private Task next(Task current, boolean yields) {
        boolean quiet = false;
        while (!over) {
            boolean goesOn = current != null && !yields && current.runnable();
            list(current, goesOn);
            if (options == 0 && !quiet) {
                quiet = true;
                String wrong = judge.quiet();
                if (wrong != null) {
                    fail(wrong);
                    return null;
                }
            }
            if (spurious > 0) for (Task t : tasks) if (t.parked && !t.runnable()) option(Kind.SPURIOUS, t);
            if (options == 0) return null;
            if (++steps > MOST_STEPS) {
                fail("no end after " + MOST_STEPS + " steps");
                return null;
            }
            int choice = choose(options, goesOn);
            Task next = take(kinds[choice], targets[choice]);
            if (next != null) return next;
        }
        return null;
    }

    private void list(Task current, boolean goesOn) {
        options = 0;
        if (goesOn) option(Kind.RUN, current);
        int n = tasks.size();
        int first = current == null ? 0 : current.index + 1;
        for (int i = 0; i < n; i++) {
            Task t = tasks.get((first + i) % n);
            if (t.runnable() && !(goesOn && t == current)) option(Kind.RUN, t);
        }
        if (patient ? options == 0 && clock.isAwaited() : clock.mayPass()) option(Kind.TIME, null);
    }

    private void option(Kind kind, Task target) {
        if (options == kinds.length) {
            kinds = Arrays.copyOf(kinds, 2 * options);
            targets = Arrays.copyOf(targets, 2 * options);
        }
        kinds[options] = kind;
        targets[options++] = target;
    }

    private int choose(int count, boolean preemption) {
        if (count == 1) return 0;
        int choice = strategy.choose(count, preemption);
        if (choice < 0 || choice >= count) {
            throw new IllegalArgumentException("choice " + (made + 1) + " of the schedule is " + choice + ", but only 0 to "
                    + (count - 1) + " are possible there");
        }
        if (made == choices.length) choices = Arrays.copyOf(choices, 2 * made);
        return choices[made++] = choice;
    }

    /** Applies an option. Returns who runs next, or null if that is still to be decided. */
    private Task take(Kind kind, Task target) {
        switch (kind) {
            case RUN -> {
                return target;
            }
            case SPURIOUS -> {
                spurious--;
                target.permit = true;
                observer.saw(target.name, "wakes without reason", null);
                return target;
            }
            case TIME -> {
                clock.pass();
                observer.saw("", "time passes", null);
            }
        }
        return null;
    }

    /** The running task reached a point where another may go on. */
    private void giveWay(Task me) {
        if (!over) {
            Task next = next(me, false);
            if (next == me) return;
            upcoming = next;
            decided = true;
            Thread.yield();
        }
        if (over) throw Unwound.INSTANCE;
    }

    /** Whether the running task must block: it has no permit, which is used up here, and no interrupt. */
    private boolean mustBlock(Task me) {
        if (over) throw Unwound.INSTANCE;
        boolean must = !me.permit && !me.thread.isInterrupted();
        me.permit = false;
        return must;
    }

    private void block(Task me) {
        observer.saw(me.name, "parks", null);
        giveWay(me);
        me.permit = false;
        me.unpark();
    }

    // The seam.

    @Override
    public void park(Object blocker) {
        if (running == null) Probe.super.park(blocker);
        else if (mustBlock(running)) {
            running.park(blocker);
            block(running);
        }
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
        if (running == null) Probe.super.parkNanos(blocker, nanos);
        else if (nanos > 0 && mustBlock(running)) {
            running.parkUntil(blocker, clock.after(nanos));
            block(running);
        }
    }

    /** Whoever finds a section taken can go on when somebody has left one. */
    @Override
    public void nap(Object blocker, long nanos) {
        if (running == null) {
            Probe.super.nap(blocker, nanos);
            return;
        }
        running.napping = true;
        giveWay(running);
    }

    @Override
    public void unpark(Thread thread) {
        if (running == null || thread == null) {
            LockSupport.unpark(thread);
            return;
        }
        for (Task t : tasks) {
            if (t.thread == thread) {
                t.permit = true;
                observer.saw(running.name, "wakes", t.name);
            }
        }
        giveWay(running);
    }

    /** A task that a primitive makes is one of the run, under the name that it gives. */
    @Override
    public Thread unstarted(String name, Runnable body) {
        if (running == null) return Probe.super.unstarted(name, body);
        if (over) throw Unwound.INSTANCE;
        observer.saw(running.name, "makes", name);
        return add(name, body).thread;
    }

    @Override
    public void interrupt(Thread thread) {
        if (running == null) {
            thread.interrupt();
            return;
        }
        for (Task t : tasks) {
            if (t.thread != thread) continue;
            observer.saw(running.name, "interrupts", t.name);
            interrupt(t);
        }
        giveWay(running);
    }

    @Override
    public long nanoTime() {
        return running == null ? Probe.super.nanoTime() : clock.read(running);
    }

    @Override
    public void point(String place) {
        if (running == null) return;
        if (place.equals("exit")) tasks.forEach(t -> t.napping = false);
        giveWay(running);
    }

    /** What a primitive draws is a choice of the schedule like any other. */
    @Override
    public int choose(int bound) {
        if (running == null) return Probe.super.choose(bound);
        return over ? 0 : choose(bound, false);
    }

    @Override
    public boolean observes() {
        return true;
    }

    @Override
    public void event(Object primitive, String action, Object argument) {
        if (running == null || over) return;
        Label step = labelling.label(running.name, primitive, action, argument);
        if (step != null) takes(step);
    }

    // What the rig tells of the running task.

    /** The running task begins an operation, so that what it did with the clock before is forgotten. */
    void begins() {
        running.forgetClock();
    }

    /** The running task takes a step. @param step as the specification calls it */
    void takes(Label step) {
        if (over) return;
        observer.saw(running.name, step.action(), step.args().subList(1, step.args().size()));
        String wrong = judge.event(step);
        if (wrong != null) fail(wrong);
    }

    /** The running task interrupts another. @param name the other's */
    void interrupt(String name) {
        observer.saw(running.name, "interrupts", name);
        for (Task t : tasks) {
            if (t.name.equals(name)) interrupt(t);
        }
    }

    private static void interrupt(Task t) {
        t.interrupted = true;
        t.interrupts++;
        t.thread.interrupt();
    }

    /** How often the running task has been interrupted. */
    int interrupts() {
        return running.interrupts;
    }

    /** The running task did something that must not happen. @param wrong what is wrong */
    void reject(String wrong) {
        fail(wrong);
    }

    /** Ends a task when its run is over. Carries no trace: it is control flow, made often. */
    private static final class Unwound extends Error {
        private static final long serialVersionUID = 1;
        static final Unwound INSTANCE = new Unwound();

        private Unwound() {
            super("the run is over", null, false, false);
        }
    }
}
