package io.lockstep.scope;

import static io.lockstep.conformance.lincheck.BlockingPrograms.concurrently;
import static io.lockstep.conformance.lincheck.BlockingPrograms.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.lincheck.AllowedResults;
import io.lockstep.conformance.lincheck.BlockingPrograms;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.seam.Seam;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Lincheck on the production scope; the specification says what is right. Nothing is interrupted or timed
 * here, for Lincheck does neither, so members end or fail by themselves. Lincheck's way of missing a fault
 * is to pass, so there is also a scope that it must reject.
 */
class ScopeLincheckTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));

    private static int scenarios;
    private static int failed;

    /** The scope that users get. A named class, since Lincheck does not see what a lambda captures. */
    static final class Production implements BlockingPrograms.Subject {
        private final Scope scope = new Scope("scope", Duration.ofSeconds(Long.MAX_VALUE));

        @Override
        public String perform(Op op) throws InterruptedException {
            try {
                switch (op.name()) {
                    case "start" -> {
                        Thread thread = scope.start(op.args().get(0), new Ends(op.args().get(0), op.args().get(1))).thread();
                        return "<< >> " + (thread.getState() == Thread.State.NEW ? "not run" : "started");
                    }
                    case "cancel" -> scope.cancel();
                    case "join" -> scope.join();
                    default -> scope.close();
                }
                return "<< >> ok";
            } catch (TaskFailedException e) {
                return "<<\"" + e.task() + "\">> failed";
            } catch (IllegalStateException e) {
                return "<< >> closed";
            }
        }
    }

    /** What a member does. */
    private static final class Ends implements Scope.Body {
        private final String name;
        private final String kind;

        Ends(String name, String kind) {
            this.name = name;
            this.kind = kind;
        }

        @Override
        public void run() {
            if (kind.equals("fail")) throw new IllegalStateException(name);
        }
    }

    /** Counts its members in two steps, and looks for them before it waits. */
    static final class Faulty implements BlockingPrograms.Subject {
        private volatile int live;
        private volatile Thread waiter;

        @Override
        public String perform(Op op) {
            if (op.name().equals("start")) {
                live = live + 1;
                Seam.unstarted("m1", new Ending(this)).start();
                return "<< >> started";
            }
            if (live == 0) return "<< >> ok";
            waiter = Thread.currentThread();
            Seam.park(this);
            return "<< >> ok";
        }
    }

    /** The end of a member of a faulty scope. */
    private static final class Ending implements Runnable {
        private final Faulty scope;

        Ending(Faulty scope) {
            this.scope = scope;
        }

        @Override
        public void run() {
            scope.live = scope.live - 1;
            if (scope.waiter != null) Seam.unpark(scope.waiter);
        }
    }

    /** Members are of one kind in each program. */
    private static void accepts(String text) {
        Program program = Program.parse(text);
        boolean fails = text.contains("fail");
        ScopeProgram room = new ScopeProgram();
        Set<String> allowed = AllowedResults.of(room::call, new Graph(room.model(program.tasks().size()).load()), program,
                step -> happens(step, fails));
        scenarios++;
        failed++;
        assertDoesNotThrow(() -> concurrently(QUICK ? 50 : 200, () -> run(new Production(), program, allowed)));
        failed--;
    }

    private static boolean happens(Label step, boolean fails) {
        return switch (step.action()) {
            case "RefuseInterrupted", "Withdraw", "Obey" -> false;
            case "End" -> !fails;
            case "Fail", "FailToo" -> fails;
            default -> true;
        };
    }

    @Test
    void aJoinWaitsForAMember() {
        accepts("t1: start(m1, ok); join");
    }

    @Test
    void aFailureIsTold() {
        accepts("t1: start(m1, fail); join; close");
    }

    @Test
    void aStartAgainstACancellation() {
        accepts("t1: start(m1, ok) | t2: cancel; join");
    }

    @Test
    void aStartAgainstAClose() {
        assumeFalse(QUICK, "for full effort");
        accepts("t1: start(m1, fail); join | t2: close");
    }

    @Test
    void aLostEndIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        Program program = Program.parse("t1: start(m1, ok); join");
        String message = assertThrows(LincheckAssertionError.class, () -> concurrently(5_000,
                () -> run(new Faulty(), program, Set.of("[[<< >> started, << >> ok]]")))).getMessage();
        assertTrue(message.contains("has hung"), message);
    }

    @AfterAll
    static void record() {
        Evidence.record("scope", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
