package io.lockstep.conformance.trace;

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
     * So the order of the numbers is the order of effects, and of real time between operations.
     *
     * A task writes to a list of its own, which nobody reads before the task has ended. An action of
     * a thread that is no task belongs to nobody; it is kept and makes the trace an error.
     */

    private final AtomicLong sequence = new AtomicLong();
    private final ThreadLocal<Log> current = new ThreadLocal<>();
    private final Queue<Log> logs = new ConcurrentLinkedQueue<>();
    private final Queue<String> strays = new ConcurrentLinkedQueue<>();

    /** A recorder that has seen nothing yet. */
    public Recorder() {
    }

    /**
     * The calling thread is a task from now on.
     *
     * @param name the task's name
     */
    public void enter(String name) {
        Log log = new Log(name, new ArrayList<>());
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
     * @param result as the specification's {@code Return} is told
     */
    public void returned(String result) {
        long seq = sequence.getAndIncrement();
        current.get().add(seq, Event.RETURN, List.of(result));
    }

    @Override
    public void event(Object primitive, String action, Object argument) {
        long seq = sequence.getAndIncrement();
        Log log = current.get();
        if (log == null) strays.add(action + " of " + Thread.currentThread());
        else log.add(seq, action, argument == null ? List.of() : List.of(argument.toString()));
    }

    /**
     * How many events have happened so far.
     *
     * @return grows as long as the tasks make progress
     */
    public long count() {
        return sequence.get();
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
        return logs.stream().map(Log::events).flatMap(Collection::stream)
                .sorted(Comparator.comparingLong(Event::seq)).toList();
    }

    private record Log(String task, List<Event> events) {
        void add(long seq, String action, List<String> args) {
            events.add(new Event(seq, task, action, args));
        }
    }
}
