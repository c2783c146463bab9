package io.lockstep.conformance.edges;

import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.WaitQueue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The queues of a core, as a specification writes them. */
public final class Waiting {

    private Waiting() {
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
