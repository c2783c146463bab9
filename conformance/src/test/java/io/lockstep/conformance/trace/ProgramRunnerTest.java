package io.lockstep.conformance.trace;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.seam.Seam;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProgramRunnerTest {

    private static Trace run(String program, Grade grade, Room.Subject subject) {
        return new ProgramRunner(Cells.room(() -> subject)).run(Program.parse(program), grade);
    }

    @Test
    void recordsCallsAndReturnsInTheOrderOfTheProgram() {
        Trace trace = run("t1: put(a); peek", Grade.TIMEBOXED, op -> op.name().equals("put") ? "ok" : "a");
        assertEquals(List.of("0 Call(t1, put, a)", "1 Return(t1, ok)", "2 Call(t1, peek, -)", "3 Return(t1, a)"),
                trace.events().stream().map(Event::toString).toList());
    }

    @Test
    void recordsActionsOfTheTaskThatTakesThem() {
        Trace trace = run("t1: put(a) | t2: put(b)", Grade.POINTS, op -> {
            Seam.event(this, "Put", op.args().get(0));
            return "ok";
        });
        assertTrue(trace.events().stream().map(Event::label).map(Object::toString).toList()
                .containsAll(List.of("Put(t1, a)", "Put(t2, b)")), trace.toString());
    }

    @Test
    void recordsActionsOfATaskThatThePrimitiveHasStarted() {
        Trace trace = run("t1: put(a)", Grade.POINTS, op -> {
            Thread started = Seam.unstarted("t2", () -> Seam.event(this, "Put", "a"));
            started.start();
            while (started.isAlive()) Thread.onSpinWait(); // waiting, it would be taken for stuck
            return "ok";
        });
        assertEquals(List.of("0 Call(t1, put, a)", "1 Put(t2, a)", "2 Return(t1, ok)"), trace.events().stream().map(Event::toString).toList());
    }

    @Test
    void interruptsThoseWhoWouldBlockForEver() {
        Semaphore never = new Semaphore(0);
        Trace trace = run("t1: take; take | t2: take", Grade.TIMEBOXED, op -> {
            try {
                never.acquire();
                return "a";
            } catch (InterruptedException e) {
                return "interrupted";
            }
        });
        assertEquals(3, trace.events().stream().filter(e -> e.isReturn() && e.args().equals(List.of("interrupted"))).count());
    }

    @Test
    void aTaskMayInterruptAnother() {
        CountDownLatch waiting = new CountDownLatch(1);
        Trace trace = run("t1: take | t2: put(a); interrupt(t1)", Grade.TIMEBOXED, op -> {
            try {
                if (op.name().equals("put")) {
                    waiting.await();
                    return "ok";
                }
                waiting.countDown();
                while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
                return "interrupted";
            } catch (InterruptedException e) {
                return "too early";
            }
        });
        assertEquals(List.of("interrupted"), trace.events().stream().filter(e -> e.isReturn() && e.task().equals("t1"))
                .findFirst().orElseThrow().args());
    }

    @Test
    void givesUpOnATaskThatIgnoresInterruptsAndSaysWhereItIs() {
        Semaphore never = new Semaphore(0);
        ProgramRunner impatient = new ProgramRunner(Cells.room(() -> op -> {
            never.acquireUninterruptibly();
            return "a";
        }), Duration.ofMillis(500));
        String message = assertThrows(TraceException.class, () -> impatient.run(Program.parse("t1: take"), Grade.TIMEBOXED)).getMessage();
        never.release();
        assertTrue(message.startsWith("nothing has happened for"), message);
        assertTrue(message.contains("t1 is ") && message.contains("acquireUninterruptibly"), message);
        assertTrue(message.contains("t1: take"), message);
    }

    @Test
    void reportsAnExceptionThatTheRoomDoesNotKnow() {
        String message = assertThrows(TraceException.class, () -> run("t1: take", Grade.TIMEBOXED, op -> {
            throw new IllegalStateException("odd");
        })).getMessage();
        assertTrue(message.contains("IllegalStateException: odd in this program:\nt1: take"), message);
    }

    @Test
    void refusesAnActionOfAThreadThatIsNoTask() {
        String message = assertThrows(TraceException.class, () -> run("t1: put(a)", Grade.POINTS, op -> {
            // In no scope: what a scope starts is a task of the program.
            Thread stranger = Thread.ofVirtual().start(() -> Seam.event(this, "Put", null));
            try {
                stranger.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return "ok";
        })).getMessage();
        assertTrue(message.contains("an action by a thread that is no task of the program: Put"), message);
    }

    /** A thread of the primitive's own that acts once while the program runs, and once when the subject is closed. */
    private static final class Starter implements Room.Subject {
        private final CountDownLatch acted = new CountDownLatch(1);
        private final CountDownLatch closing = new CountDownLatch(1);
        private Thread own;

        @Override
        public String perform(Op op) {
            own = Seam.unstarted("own", () -> {
                Seam.event(this, "Put", "a");
                acted.countDown();
                await(closing);
                Seam.event(this, "Put", "b");
            });
            own.start();
            await(acted);
            return "ok";
        }

        private static void await(CountDownLatch latch) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() {
            Seam.event(this, "Close", null);
            closing.countDown();
            try {
                own.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void recordsAThreadThatThePrimitiveStartsUntilTheEndOfTheProgram() {
        Trace trace = run("t1: put(a)", Grade.POINTS, new Starter());
        assertEquals(List.of("Call(t1, put, a)", "Put(own, a)", "Return(t1, ok)"),
                trace.events().stream().map(Event::label).map(Object::toString).toList());
    }
}
