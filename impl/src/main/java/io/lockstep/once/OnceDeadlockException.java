package io.lockstep.once;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A function has called, perhaps through others, the very Once that runs it: the call would wait for
 * itself. Thrown by the call that would close the circle; the others in it go on when the function
 * that made the call has ended. In Go such a program hangs.
 */
public final class OnceDeadlockException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** The names of the Onces in the circle, in the order of the calls. */
    private final ArrayList<String> cycle;

    OnceDeadlockException(List<OnceCalls.Link> links) {
        super("deadlock: " + links.stream().map(l -> l.once() + " (run by " + name(l.runner()) + ") waits for ")
                .collect(Collectors.joining()) + links.getFirst().once() + "; a function must not call the Once that"
                + " runs it, nor wait for a function that does");
        cycle = links.stream().map(OnceCalls.Link::once).collect(Collectors.toCollection(ArrayList::new));
    }

    /**
     * The names of the Onces in the circle, from the one whose call failed: each one's function waits
     * for the next, and the last one's for the first.
     *
     * @return at least one name
     */
    public List<String> cycle() {
        return List.copyOf(cycle);
    }

    private static String name(Object runner) {
        if (!(runner instanceof Thread thread)) return String.valueOf(runner);
        return thread.getName().isEmpty() ? "thread " + thread.threadId() : thread.getName();
    }
}
