package io.lockstep.scope;

import io.lockstep.conformance.jcstress.Uninterrupted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;
import org.openjdk.jcstress.infra.results.I_Result;

import java.time.Duration;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * The memory effects of a Scope, as the section "Memory visibility" of {@link Scope} promises them.
 *
 * <p>To run: {@code make jcstress SPEC=scope}.
 */
public class ScopeVisibility {
    /*
     * A task writes `x`, a plain field. The other reads it before it learns that the task has ended, which
     * is a race and may yield either value, and after that. The first read is there for the compiler:
     * unless what is between forbids it, the second may be answered with the value of the first.
     *
     * A result is "first read, second read". A second read of -1 stands for a task that has not ended, or
     * that may not have been started: that orders nothing, and nothing is read. Whether it has been is
     * asked before the first read, so that this orders neither of the two.
     */

    static final String START = "what a thread did before it started a task happens before what the task does, and that"
            + " before the return of a join or close";
    static final String JOIN = "what a task did happens before the return of a join that says that all have ended";
    static final String STATE = "what a task did happens before the return of a Task.state() that says that it has ended";
    static final String NOT_ENDED = "a task that has not ended orders nothing";

    private static void join(Scope scope) {
        Uninterrupted.get(() -> {
            scope.join();
            return null;
        });
    }

    /** From the starter to the task and back. The two have the scope in common, and either may end last. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = START)
    @Outcome(expect = FORBIDDEN, desc = START)
    @State
    public static class StartJoin {
        private final Scope scope = new Scope("scope");
        private int x;
        private int copyOfX;
        private int y;
        private int copyOfY;

        @Actor
        public void one(II_Result seen) {
            x = 1;
            scope.start("one", () -> {
                copyOfX = x;
            });
            join(scope);
            seen.r1 = copyOfX;
        }

        @Actor
        public void other(II_Result seen) {
            y = 1;
            scope.start("other", () -> {
                copyOfY = y;
            });
            join(scope);
            seen.r2 = copyOfY;
        }
    }

    /** As {@link StartJoin}, for a close, which the tasks do not notice. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = START)
    @Outcome(expect = FORBIDDEN, desc = START)
    @State
    public static class StartClose {
        private int x;
        private int copyOfX;
        private int y;
        private int copyOfY;

        @Actor
        public void one(II_Result seen) {
            x = 1;
            try (Scope scope = new Scope("one")) {
                scope.start("task", () -> {
                    copyOfX = x;
                });
            }
            seen.r1 = copyOfX;
        }

        @Actor
        public void other(II_Result seen) {
            y = 1;
            try (Scope scope = new Scope("other")) {
                scope.start("task", () -> {
                    copyOfY = y;
                });
            }
            seen.r2 = copyOfY;
        }
    }

    /** Somebody joins who has not started the task. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = JOIN)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = NOT_ENDED)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = JOIN)
    @State
    public static class TaskJoin {
        private final Scope scope = new Scope("scope");
        private volatile boolean started;
        private int x;

        @Actor
        public void starter() {
            scope.start("task", () -> {
                x = 1;
            });
            started = true;
        }

        @Actor
        public void other(II_Result seen) {
            boolean mustWait = started;
            seen.r1 = x;
            join(scope);
            seen.r2 = mustWait ? x : -1;
        }
    }

    /** The join does not wait. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = JOIN)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = NOT_ENDED)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = JOIN)
    @State
    public static class TaskTryJoin {
        private final Scope scope = new Scope("scope");
        private volatile boolean started;
        private int x;

        @Actor
        public void starter() {
            scope.start("task", () -> {
                x = 1;
            });
            started = true;
        }

        @Actor
        public void other(II_Result seen) {
            boolean mayAsk = started;
            seen.r1 = x;
            boolean ended = Uninterrupted.get(() -> scope.join(Duration.ZERO));
            seen.r2 = mayAsk && ended ? x : -1;
        }
    }

    /** One look, which takes no lock. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = STATE)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = NOT_ENDED)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = STATE)
    @State
    public static class TaskState {
        private final Task<Integer> task = new Task<>("task", this::write);
        private int x;

        @Actor
        public void task() {
            run(task);
        }

        @Actor
        public void other(II_Result seen) {
            seen.r1 = x;
            seen.r2 = task.state() != Task.State.RUNNING ? x : -1;
        }

        private int write() {
            return x = 1;
        }
    }

    /** The result is that of an ended task, and whole. */
    @JCStressTest
    @Outcome(id = "1", expect = ACCEPTABLE, desc = STATE)
    @Outcome(id = "-1", expect = ACCEPTABLE, desc = NOT_ENDED)
    @Outcome(expect = FORBIDDEN, desc = STATE)
    @State
    public static class TaskResult {
        private final Task<Box> task = new Task<>("task", Box::new);

        @Actor
        public void task() {
            run(task);
        }

        @Actor
        public void other(I_Result seen) {
            seen.r1 = task.state() == Task.State.SUCCEEDED ? task.result().content : -1;
        }

        private static final class Box {
            private int content;

            private Box() {
                content = 1;
            }
        }
    }

    /** What the task's thread does, in an actor: the race is closer than with a thread that has to be started. */
    private static void run(Task<?> task) {
        try {
            task.run();
        } catch (Exception e) {
            throw new AssertionError("it does not fail", e);
        }
    }
}
