package io.lockstep.once;

import io.lockstep.waiter.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which task runs and waits for which Once, of all Onces together: what a circle of waits is found
 * by. Not thread-safe: guarded by {@link #section}.
 */
final class OnceCalls {
    /*
     * A task is a thread; any object will do. The functions that a task runs form a stack, linked
     * through OnceCore.enclosing. Only the innermost of them can wait, and it waits for one Once.
     *
     *     t1 runs [A] ⊃ [B], waits for C        t2 runs [C], calls A: a circle
     *
     * Invariant NobodyWaitsForHimself: following waits and runners never leads back. So the search
     * in circle() ends; and a circle can only be closed by a task that is about to park, which is
     * when it is looked for.
     *
     * One section for all: a circle concerns several Onces, and whoever looks for one must see them
     * at one moment. It costs little, for a Once enters it a few times in its life: when its function
     * begins and ends, and once for each task that comes in between.
     */

    /** The calls of this JVM. */
    static final OnceCalls ALL = new OnceCalls();

    final Section section = new Section();
    private final Map<Object, OnceCore> innermost = new HashMap<>();
    private final Map<Object, OnceCore> waiting = new HashMap<>();

    /** The Once whose function a task runs, the innermost if there are several; or null. */
    OnceCore runBy(Object task) {
        return innermost.get(task);
    }

    /** The Once that a task is parked at, or null. */
    OnceCore waitedForBy(Object task) {
        return waiting.get(task);
    }

    void begin(Object task, OnceCore once) {
        once.enclosing = innermost.put(task, once);
    }

    void end(Object task, OnceCore once) {
        if (once.enclosing == null) innermost.remove(task);
        else innermost.put(task, once.enclosing);
        once.enclosing = null;
    }

    void park(Object task, OnceCore once) {
        waiting.put(task, once);
    }

    void leave(Object task) {
        waiting.remove(task);
    }

    /**
     * The circle that a call would close.
     *
     * @param task who calls
     * @param once what it calls, whose function runs
     * @return the Onces, from the called one on, each waiting for the next and the last one for the
     *         first; null if there is no circle
     */
    List<Link> circle(Object task, OnceCore once) {
        List<Link> circle = new ArrayList<>();
        for (OnceCore at = once; at != null; at = waiting.get(at.runner())) {
            int from = circle.size();
            for (OnceCore inner = innermost.get(at.runner()); inner != at; inner = inner.enclosing) {
                circle.add(new Link(inner.name(), inner.runner()));
            }
            circle.add(new Link(at.name(), at.runner()));
            Collections.reverse(circle.subList(from, circle.size()));
            if (at.runner().equals(task)) return circle;
        }
        return null;
    }

    /**
     * A Once in a circle.
     *
     * @param once   its name
     * @param runner the task that runs its function
     */
    record Link(String once, Object runner) {
    }
}
