package io.lockstep.scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Tasks of a scope have not ended, though they have been told to and had their time: they ignore
 * interrupts and the done channel. The message says where each is, or the first twenty of many. What tasks
 * have failed with until then is suppressed.
 */
public final class ScopeNotClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;
    private static final int DESCRIBED = 20; // a message of a hundred thousand lines helps nobody

    /** The names of the tasks that have not ended. */
    private final ArrayList<String> tasks = new ArrayList<>();

    ScopeNotClosedException(String scope, Duration limit, List<Thread> living, List<ScopeCore.Failure> failures) {
        super("scope " + scope + " is not closed: " + (living.size() == 1 ? "a task has" : living.size() + " tasks have")
                + " not ended within " + limit + " after the cancellation; a task has to end when it is interrupted or finds"
                + " the done channel closed" + Whereabouts.of(living, DESCRIBED));
        for (Thread thread : living) tasks.add(thread.getName());
        for (ScopeCore.Failure failure : failures) addSuppressed(failure.thrown());
    }

    /**
     * The tasks that had not ended.
     *
     * @return their names, in the order of their start
     */
    public List<String> tasks() {
        return List.copyOf(tasks);
    }
}
