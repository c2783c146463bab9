package io.lockstep.select;

import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;
import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE_INTERESTING;

/**
 * {@link SelectVisibility.TrySendToSelectWithDefault} with a select that looks at its channels without
 * synchronisation. The run must see what is forbidden there; else it is too short to say anything about
 * the other tests.
 */
@JCStressTest
@Outcome(id = "[01], 1", expect = ACCEPTABLE, desc = SelectVisibility.SEND)
@Outcome(id = "[01], -1", expect = ACCEPTABLE, desc = SelectVisibility.DEFAULT)
@Outcome(id = "[01], 0", expect = ACCEPTABLE_INTERESTING, desc = "a case without memory effects")
@State
public class SelectCanary {
    private final PlainSelect select = new PlainSelect();
    private int x;

    @Actor
    public void sender() {
        x = 1;
        select.second = "value";
    }

    @Actor
    public void receiver(II_Result seen) {
        seen.r1 = x;
        seen.r2 = select.runNow() != null ? x : -1;
    }

    /** A select between two slots, both plain. */
    private static final class PlainSelect {
        private String first;
        private String second;

        String runNow() {
            return first != null ? first : second;
        }
    }
}
