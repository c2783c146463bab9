package io.lockstep.orchannel;

import static io.lockstep.conformance.lincheck.BlockingPrograms.concurrently;
import static io.lockstep.conformance.lincheck.BlockingPrograms.run;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Received;
import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.lincheck.AllowedResults;
import io.lockstep.conformance.lincheck.BlockingPrograms;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.seam.Seam;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jetbrains.lincheck.LincheckAssertionError;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * Lincheck on the production or-channel with its task; the specification says what is right. Lincheck's
 * way of missing a fault is to pass, so there is also an or-channel that it must reject.
 */
class OrChannelLincheckTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final Set<String> INTERRUPTS = Set.of("RefuseInterrupted", "Withdraw");

    /** The inputs are b, with one slot, and x, on which nothing happens in these programs but a close. */
    private static final String INPUTS = "Mixed";

    private static int scenarios;
    private static int failed;

    /** An or-channel by the words of the specification. A named class, since Lincheck does not see what a lambda captures. */
    abstract static class Subject implements BlockingPrograms.Subject {
        final Channel<String> b = Channel.buffered(1, "b");
        final Channel<String> x = Channel.unbuffered("x");

        @Override
        public String perform(Op op) throws InterruptedException {
            return switch (op.name()) {
                case "any" -> any();
                case "await" -> await();
                case "cancel" -> cancel();
                case "send" -> {
                    b.send(op.args().get(1));
                    yield "1 sent";
                }
                case "recv" -> {
                    String value = b.receive();
                    yield value == null ? "1 closed" : "1 " + value;
                }
                default -> {
                    (op.args().get(0).equals("b") ? b : x).close();
                    yield "0 ok";
                }
            };
        }

        abstract String any();

        abstract String await() throws InterruptedException;

        abstract String cancel();
    }

    /** The one that users get. */
    static final class Production extends Subject {
        private OrChannel<String> or;

        @Override
        String any() {
            or = OrChannel.any(List.of(b, x));
            return "0 ok";
        }

        @Override
        String await() throws InterruptedException {
            or.done().receive();
            return outcome();
        }

        @Override
        String cancel() {
            or.close();
            return outcome();
        }

        private String outcome() {
            if (or.firing().isEmpty()) return "0 cancelled";
            OrChannel.Firing<String> f = or.firing().get();
            return f.input() + 1 + " " + (f.brought().isClosed() ? "closed" : f.brought().orNull());
        }
    }

    /** Waits for b alone, and a cancel neither reaches nor awaits the task, which may yet change the outcome. */
    static final class Faulty extends Subject implements Runnable {
        private final Channel<Void> done = Channel.unbuffered("done");
        private volatile String outcome = "0 cancelled";

        @Override
        String any() {
            if (b.tryReceive() instanceof Received.Value<String>(String value)) {
                outcome = "1 " + value;
                done.close();
            } else {
                Seam.unstarted("faulty", this).start();
            }
            return "0 ok";
        }

        @Override
        public void run() {
            try {
                String value = b.receive();
                outcome = value == null ? "1 closed" : "1 " + value;
                done.close();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        String await() throws InterruptedException {
            done.receive();
            return outcome;
        }

        @Override
        String cancel() {
            return outcome;
        }
    }

    private static Set<String> allowed(Program program) {
        OrChannelProgram room = new OrChannelProgram(INPUTS);
        return AllowedResults.of(room::call, new Graph(room.model(program.tasks().size()).load()), program,
                step -> !INTERRUPTS.contains(step.action()));
    }

    private static void passes(Executable suite) {
        failed++;
        assertDoesNotThrow(suite);
        failed--;
    }

    private static void accepts(String text) {
        Program program = Program.parse(text);
        Set<String> allowed = allowed(program);
        scenarios++;
        passes(() -> concurrently(QUICK ? 10 : 25, () -> run(new Production(), program, allowed)));
    }

    @Test
    void aValueFiresIt() {
        accepts("t1: any; await; cancel | t2: send(b, a)");
    }

    @Test
    void aCloseFiresIt() {
        assumeFalse(QUICK, "for full effort");
        accepts("t1: any; await; cancel | t2: close(x)");
    }

    @Test
    void aCancelMeetsAValue() {
        accepts("t1: any; cancel | t2: send(b, a)");
    }

    @Test
    void aCancelMeetsTwoInputs() {
        assumeFalse(QUICK, "for full effort");
        accepts("t1: any; cancel; cancel | t2: send(b, a); close(x)");
    }

    @Test
    void anOutcomeThatChangesAfterACancelIsRejected() {
        assumeFalse(QUICK, "canaries are for full effort");
        Program program = Program.parse("t1: any; cancel; await | t2: send(b, a)");
        Set<String> allowed = allowed(program);
        assertThrows(LincheckAssertionError.class, () -> concurrently(100, () -> run(new Faulty(), program, allowed)));
    }

    @AfterAll
    static void record() {
        Evidence.record("orchannel", "lincheck", Map.of("scenarios", scenarios, "failed", failed));
    }
}
