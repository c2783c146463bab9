package io.lockstep.once;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * The memory effects of a Once: section "Once" of the <a href="https://go.dev/ref/mem#once">Go memory
 * model</a>.
 *
 * <p>To run: {@code make jcstress SPEC=once}.
 */
public class OnceVisibility {
    /*
     * The function writes `x`, a plain field. A task reads it before its call, which is a race and may
     * yield either value, and after it. The first read is there for the compiler: unless the call forbids
     * it, the second may be answered with the value of the first.
     *
     * A result is "first read, second read".
     */

    static final String ONCE = "Once: the completion of the function is synchronized before the return of any call";
    static final String NOT_DONE = "the function has not ended, or not for this task: that orders nothing";

    /** The function is run by either task; the other waits, or comes too late to wait. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = ONCE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = ONCE)
    @State
    public static class Run {
        private final Once once = new Once();
        private int x;

        @Actor
        public void one() {
            once.run(this::function);
        }

        @Actor
        public void other(II_Result seen) {
            seen.r1 = x;
            once.run(this::function);
            seen.r2 = x;
        }

        private void function() {
            x = 1;
        }
    }

    /** One look, which takes no lock. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = ONCE)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = NOT_DONE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = ONCE)
    @State
    public static class IsDone {
        private final Once once = new Once();
        private int x;

        @Actor
        public void one() {
            once.run(() -> x = 1);
        }

        @Actor
        public void other(II_Result seen) {
            seen.r1 = x;
            seen.r2 = once.isDone() ? x : -1;
        }
    }

    /** A function that fails has ended as well. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = ONCE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = ONCE)
    @State
    public static class RunFails {
        private static final RuntimeException FAILURE = new RuntimeException("seeded", null, false, false) {
            private static final long serialVersionUID = 1;
        };

        private final Once once = new Once();
        private int x;

        @Actor
        public void one() {
            run();
        }

        @Actor
        public void other(II_Result seen) {
            seen.r1 = x;
            run();
            seen.r2 = x;
        }

        private void run() {
            try {
                once.run(() -> {
                    x = 1;
                    throw FAILURE;
                });
            } catch (RuntimeException failure) {
                if (failure != FAILURE) throw failure;
            }
        }
    }

    /** What a value refers to is seen as the function has left it. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = ONCE)
    @Outcome(expect = FORBIDDEN, desc = ONCE)
    @State
    public static class Value {
        private final OnceValue<Box> box = OnceValue.of(Box::new);

        @Actor
        public void one(II_Result seen) {
            seen.r1 = box.get().content;
        }

        @Actor
        public void other(II_Result seen) {
            seen.r2 = box.get().content;
        }

        private static final class Box {
            private int content;

            private Box() {
                content = 1;
            }
        }
    }
}
