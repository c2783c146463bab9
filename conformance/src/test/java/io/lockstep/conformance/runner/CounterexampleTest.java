package io.lockstep.conformance.runner;

import io.lockstep.conformance.runner.Counterexample.End;
import io.lockstep.conformance.runner.Counterexample.Step;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A counterexample is shown as numbered steps, each with what it changes. */
class CounterexampleTest {

    private static final Step INITIAL = Step.of("", """
            /\\ buf = <<>>
            /\\ task = ( t1 :> [pc |-> "idle", why |-> "a, b = <<"] @@
              t2 :> [pc |-> "idle", why |-> "-"] )
            /\\ closed = FALSE
            """);
    private static final Step CALLED = Step.of("Call(t1)", """
            /\\ buf = <<a>>
            /\\ task = (t1 :> [pc |-> "called", why |-> "a, b = <<"] @@ t2 :> [pc |-> "idle", why |-> "-"])
            /\\ closed = FALSE
            """);
    private static final Step RESHAPED = Step.of("Park(t2)", """
            /\\ buf = <<a>>
            /\\ task = (t1 :> [pc |-> "called", why |-> "a, b = <<"] @@ t2 :> [pc |-> "parked"])
            /\\ closed = FALSE
            """);

    @Test
    void showsOnlyWhatChanges() {
        Counterexample stops = new Counterexample(List.of(INITIAL, CALLED, RESHAPED), End.STOPS, 0, "");
        assertEquals("""
                  1  initial state
                     buf = <<>>
                     task = (t1 :> [pc |-> "idle", why |-> "a, b = <<"] @@ t2 :> [pc |-> "idle", why |-> "-"])
                     closed = FALSE
                  2  Call(t1)
                     buf: <<>> → <<a>>
                     task[t1].pc: "idle" → "called"
                  3  Park(t2)
                     task[t2]: [pc |-> "idle", why |-> "-"] → [pc |-> "parked"]
                """, text(stops));
    }

    @Test
    void aLoopSaysWhereItGoesBackTo() {
        Counterexample loop = new Counterexample(List.of(INITIAL, CALLED), End.LOOPS, 1, "Return(t1)");
        assertEquals("  3  back to step 1, by Return(t1)", loop.lines().getLast());
    }

    @Test
    void stutteringIsSaid() {
        Counterexample stutters = new Counterexample(List.of(INITIAL), End.STUTTERS, 0, "");
        assertEquals("  2  stuttering: nothing happens any more", stutters.lines().getLast());
    }

    @Test
    void aStepThatChangesNothingSaysSo() {
        Counterexample idles = new Counterexample(List.of(INITIAL, new Step("Look(t1)", INITIAL.variables())), End.STOPS, 0, "");
        assertEquals("     (nothing changes)", idles.lines().getLast());
    }

    @Test
    void namesReplaceThoseThatTlcPrinted() {
        Counterexample loop = new Counterexample(List.of(INITIAL, CALLED), End.LOOPS, 1, "Return");
        Counterexample named = loop.named(Map.of(1, "Call(t1, send)", 2, "Return(t1)"));
        assertEquals("Call(t1, send)", named.steps().get(1).action());
        assertEquals("Return(t1)", named.last());
    }

    private static String text(Counterexample counterexample) {
        return String.join("\n", counterexample.lines()) + "\n";
    }
}
