package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.program.Labelling;
import io.lockstep.seam.Probe;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Records what tasks do. Threads make themselves known as tasks and note their calls and returns; bound
 * to the seam, the recorder also notes the actions between them.
 */
public final class Recorder implements Probe {
    /*
     * Each event takes a number from one sequence at the moment it happens: a call before the
     * operation starts, an action inside its critical section, a return after the operation ended.
     * So the order of the numbers is the order of effects, and of real time between operations. A task
     * that claims a wait takes the number just before, since others may act upon the claim at once.
     *
     * A task writes to a list of its own, which nobody reads before the task has ended. A thread that
     * a primitive starts is a task, too. An action of a thread that is no task belongs to nobody; it is
     * kept and makes the trace an error. What happens after stop() is left out: the trace is then the
     * beginning of what happened, and as good.
     */

    private static final long NONE = -1;
    private volatile long end = Long.MAX_VALUE;

    private final AtomicLong sequence = new AtomicLong();
    private final ThreadLocal<Log> current = new ThreadLocal<>();
    private final Queue<Log> logs = new ConcurrentLinkedQueue<>();
    private final Queue<String> strays = new ConcurrentLinkedQueue<>();

    private final Labelling labelling;

    /** A recorder that has seen nothing yet, of a primitive that speaks the specification's words. */
    public Recorder() {
        this(Labelling.PLAIN);
    }

    /**
     * A recorder that has seen nothing yet.
     *
     * @param labelling what the specification calls the events that the primitive reports
     */
    public Recorder(Labelling labelling) {
        this.labelling = labelling;
    }

    /**
     * The calling thread is a task from now on.
     *
     * @param name the task's name
     */
    public void enter(String name) {
        Log log = new Log(name);
        current.set(log);
        logs.add(log);
    }

    /**
     * The calling task begins an operation.
     *
     * @param call the operation and its operand, as the specification's {@code Call} is told
     */
    public void call(List<String> call) {
        current.get().add(sequence.getAndIncrement(), Event.CALL, call);
    }

    /**
     * The calling task has ended its operation.
     *
     * @param result as the specification's {@code Return} is told, after the task
     */
    public void returned(List<String> result) {
        current.get().add(sequence.getAndIncrement(), Event.RETURN, result);
    }

    @Override
    public void event(Object primitive, String action, Object argument) {
        Log log = current.get();
        if (log == null) {
            if (end == Long.MAX_VALUE) strays.add(action + " of " + Thread.currentThread());
            return;
        }
        long seq = log.reserved == NONE ? sequence.getAndIncrement() : log.reserved;
        log.reserved = NONE;
        Label label = labelling.label(log.task, primitive, action, argument);
        if (label != null) log.add(seq, label.args().get(0), label.action(), label.args().subList(1, label.args().size()));
    }

    /** A task that a primitive makes is known from its beginning; the labelling may give it another name. */
    @Override
    public Thread unstarted(String name, Runnable body) {
        return Probe.super.unstarted(name, () -> {
            enter(name);
            body.run();
        });
    }

    @Override
    public boolean observes() {
        return true;
    }

    @Override
    public boolean reserve() {
        Log log = current.get();
        if (log == null || log.reserved != NONE) return false;
        log.reserved = sequence.getAndIncrement();
        return true;
    }

    @Override
    public void unreserve() {
        current.get().reserved = NONE;
    }

    /**
     * How many events have happened so far.
     *
     * @return grows as long as the tasks make progress
     */
    public long count() {
        return sequence.get();
    }

    /** Leaves out what happens from now on. */
    public void stop() {
        end = sequence.get();
    }

    /**
     * Everything that happened, in order. To be called when the tasks have ended.
     *
     * @return the events
     * @throws TraceException if a thread that is no task acted
     */
    public List<Event> events() {
        if (!strays.isEmpty()) {
            throw new TraceException("an action by a thread that is no task of the program: " + strays.peek());
        }
        return logs.stream().map(log -> log.events).flatMap(Collection::stream).filter(event -> event.seq() < end)
                .sorted(Comparator.comparingLong(Event::seq)).toList();
    }

    private static final class Log {

        private final String task;
        private final List<Event> events = new ArrayList<>();
        /** The number of the task's next event, if it has been taken before the event. */
        private long reserved = NONE;

        Log(String task) {
            this.task = task;
        }

        void add(long seq, String action, List<String> args) {
            add(seq, task, action, args);
        }

        void add(long seq, String task, String action, List<String> args) {
            events.add(new Event(seq, task, action, args));
        }
    }
}
