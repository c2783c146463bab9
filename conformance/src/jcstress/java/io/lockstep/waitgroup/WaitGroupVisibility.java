package io.lockstep.waitgroup;

import io.lockstep.conformance.jcstress.Uninterrupted;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import java.time.Duration;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.FORBIDDEN;

/**
 * The memory effects of a WaitGroup, as the documentation of Go's
 * <a href="https://pkg.go.dev/sync#WaitGroup">sync.WaitGroup</a> promises them.
 *
 * <p>To run: {@code make jcstress SPEC=waitgroup}.
 */
public class WaitGroupVisibility {
    /*
     * A task writes `x`, a plain field, before it is done. The other reads it before its await, which
     * is a race and may yield either value, and after it. The first read is there for the compiler:
     * unless the await forbids it, the second may be answered with the value of the first.
     *
     * A result is "first read, second read". A second read of -1 stands for an await that did not see
     * the counter at zero: it orders nothing, and nothing is read.
     */

    static final String DONE = "WaitGroup.Done: a call to Done is synchronized before the return of any Wait call that"
            + " it unblocks";
    static final String GO = "WaitGroup.Go: the return of the task is synchronized before the return of any Wait call"
            + " that it unblocks";
    static final String NOT_ZERO = "an await that the group does not release orders nothing";

    private static WaitGroup ofOne() {
        WaitGroup group = new WaitGroup();
        group.add(1);
        return group;
    }

    private static void await(WaitGroup group) {
        Uninterrupted.get(() -> {
            group.await();
            return null;
        });
    }

    private static boolean isZero(WaitGroup group) {
        return Uninterrupted.get(() -> group.await(Duration.ZERO));
    }

    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = DONE)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = DONE)
    @State
    public static class DoneAwait {
        private final WaitGroup group = ofOne();
        private int x;

        @Actor
        public void task() {
            x = 1;
            group.done();
        }

        @Actor
        public void waiter(II_Result seen) {
            seen.r1 = x;
            await(group);
            seen.r2 = x;
        }
    }

    /** The await does not wait. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = DONE)
    @Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = NOT_ZERO)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = DONE)
    @State
    public static class DoneTryAwait {
        private final WaitGroup group = ofOne();
        private int x;

        @Actor
        public void task() {
            x = 1;
            group.done();
        }

        @Actor
        public void waiter(II_Result seen) {
            seen.r1 = x;
            seen.r2 = isZero(group) ? x : -1;
        }
    }

    /** Two tasks, both done before the await returns: the one that comes last, and the one before. */
    @JCStressTest
    @Outcome(id = "1, 1", expect = ACCEPTABLE, desc = DONE)
    @Outcome(expect = FORBIDDEN, desc = DONE)
    @State
    public static class BothAreDone {
        private final WaitGroup group = ofTwo();
        private int x;
        private int y;

        @Actor
        public void one(II_Result seen) {
            x = 1;
            group.done();
            await(group);
            seen.r1 = y;
        }

        @Actor
        public void other(II_Result seen) {
            y = 1;
            group.done();
            await(group);
            seen.r2 = x;
        }

        private static WaitGroup ofTwo() {
            WaitGroup group = new WaitGroup();
            group.add(2);
            return group;
        }
    }

    /** The task is a virtual thread that the group has started. */
    @JCStressTest
    @Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = GO)
    @Outcome(id = "[01], 0", expect = FORBIDDEN, desc = GO)
    @State
    public static class GoAwait {
        private final WaitGroup group = ofOne();
        private int x;

        @Actor
        public void starter() {
            group.go(() -> x = 1);
            group.done();
        }

        @Actor
        public void waiter(II_Result seen) {
            seen.r1 = x;
            await(group);
            seen.r2 = x;
        }
    }
}
