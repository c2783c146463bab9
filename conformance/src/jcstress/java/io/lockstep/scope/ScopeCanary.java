package io.lockstep.scope;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

/**
 * {@link ScopeVisibility.TaskState} with a task whose state is plain. The run must see what is forbidden
 * there; else it is too short to say anything about the other tests.
 */
@JCStressTest
@Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = ScopeVisibility.STATE)
@Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = ScopeVisibility.NOT_ENDED)
@Outcome(id = "[01], 0", expect = ACCEPTABLE_INTERESTING, desc = "an end that publishes nothing")
@State
public class ScopeCanary {
    private Task.State state = Task.State.RUNNING;
    private int x;

    @Actor
    public void task() {
        x = 1;
        state = Task.State.SUCCEEDED;
    }

    @Actor
    public void other(II_Result seen) {
        seen.r1 = x;
        seen.r2 = state != Task.State.RUNNING ? x : -1;
    }
}
