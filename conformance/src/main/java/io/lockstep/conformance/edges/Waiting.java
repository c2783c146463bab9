package io.lockstep.conformance.edges;

import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.WaitQueue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Those who wait in a core, and its queues as a specification writes them. */
public final class Waiting {

    private Waiting() {
    }

    /**
     * Where a task waits after a critical section: it has announced that it parks, as it would outside a mirror, so
     * that whoever completes it has to wake it.
     *
     * @param outcome what the core has answered
     * @return its place in a queue; null if the core has answered something else
     */
    public static Sudog place(Object outcome) {
        if (!(outcome instanceof Sudog parked)) return null;
        parked.waiter.announce();
        return parked;
    }

    /**
     * Who waits in a queue.
     *
     * @param <T>    what a mirror knows of a task
     * @param queue  of the core
     * @param tasks  all tasks, by name
     * @param places where a task waits; null if it does not
     * @return the names, first to last; for a place where no task waits, a name that no task has
     */
    public static <T> List<String> in(WaitQueue queue, Map<String, T> tasks, Function<T, Sudog> places) {
        if (queue.isEmpty()) return List.of();
        List<String> waiting = new ArrayList<>();
        queue.forEach(sudog -> waiting.add(nameOf(sudog, tasks, places)));
        return waiting;
    }

    private static <T> String nameOf(Sudog sudog, Map<String, T> tasks, Function<T, Sudog> places) {
        for (Map.Entry<String, T> task : tasks.entrySet()) if (places.apply(task.getValue()) == sudog) return task.getKey();
        return "somebody who does not wait";
    }
}
