package io.lockstep.conformance.trace;

import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;

/** Runs a program on virtual threads, a thread for each task, and records what happens. */
public final class ProgramRunner {
    /*
     * Tasks may block for good: a receive to which nobody sends. When nothing has been recorded for
     * one quiet period and every thread that has not ended is blocked without a time limit, all
     * those threads are interrupted, and the program goes on. If a thread was not really stuck, it
     * has been interrupted a little early, which may happen to any task at any time: the trace is
     * as good.
     *
     * A primitive that ignores interrupts, or loops, would hold the program up for ever. Hence the
     * deadline, which counts from the last recorded event.
     */

    /** How often a program that seems to have come to rest is looked at. */
    private static final Duration QUIET = Duration.ofMillis(1);
    /** A program without any event for so long is stuck. Long, since the machine may be busy. */
    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private final Room room;
    private final Duration deadline;

    /**
     * A runner for the programs of a room.
     *
     * @param room the room
     */
    public ProgramRunner(Room room) {
        this(room, DEADLINE);
    }

    ProgramRunner(Room room, Duration deadline) {
        this.room = room;
        this.deadline = deadline;
    }

    /**
     * Runs a program on a fresh primitive until every task has ended.
     *
     * @param program the program
     * @param grade   what to record; the actions between calls and returns need the seam's test probe
     * @return what happened
     * @throws TraceException if an operation throws what the room does not know, or if the program is
     *                        stuck and interrupts do not help
     */
    public Trace run(Program program, Grade grade) {
        Recorder recorder = new Recorder(room.labelling());
        if (grade == Grade.TIMEBOXED) return run(program, grade, recorder);
        TestProbe.Binding binding = TestProbe.bind(recorder);
        try {
            return run(program, grade, recorder);
        } finally {
            binding.close();
        }
    }

    private Trace run(Program program, Grade grade, Recorder recorder) {
        try (Room.Subject subject = room.create()) {
            new Run(program, recorder, subject).toTheEnd();
            recorder.stop();
        }
        return new Trace(grade, recorder.events());
    }

    private final class Run {

        private final Program program;
        private final Recorder recorder;
        private final Room.Subject subject;
        private final List<Thread> threads = new ArrayList<>();
        private final Phaser start = new Phaser(1);
        private final CountDownLatch ended;
        private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();

        Run(Program program, Recorder recorder, Room.Subject subject) {
            this.program = program;
            this.recorder = recorder;
            this.subject = subject;
            ended = new CountDownLatch(program.tasks().size());
            for (int i = 0; i < program.tasks().size(); i++) {
                int task = i;
                threads.add(Thread.ofVirtual().name(Program.name(i)).unstarted(() -> task(task)));
            }
        }

        void toTheEnd() {
            threads.forEach(Thread::start);
            start.arrive();
            try {
                awaitEnd();
            } catch (InterruptedException e) {
                threads.forEach(Thread::interrupt);
                Thread.currentThread().interrupt();
                throw new TraceException("interrupted while this program ran:\n" + program, e);
            }
            if (!failures.isEmpty()) {
                throw new TraceException(failures.peek() + " in this program:\n" + program, failures.peek());
            }
        }

        private void awaitEnd() throws InterruptedException {
            long before = -1;
            long since = System.nanoTime();
            while (!ended.await(QUIET.toNanos(), TimeUnit.NANOSECONDS)) {
                long now = recorder.count();
                if (now != before) {
                    before = now;
                    since = System.nanoTime();
                } else if (threads.stream().allMatch(t -> isStuck(t))) {
                    threads.stream().filter(Thread::isAlive).forEach(Thread::interrupt);
                }
                if (System.nanoTime() - since > deadline.toNanos()) throw stuck();
            }
        }

        private boolean isStuck(Thread thread) {
            Thread.State state = thread.getState();
            return state == Thread.State.WAITING || state == Thread.State.TERMINATED;
        }

        private TraceException stuck() {
            StringBuilder message = new StringBuilder("nothing has happened for " + deadline.toMillis()
                    + " ms, and interrupts did not help, in this program:\n" + program);
            for (Thread thread : threads) {
                if (!thread.isAlive()) continue;
                message.append("\n").append(thread.getName()).append(" is ").append(thread.getState()).append(" at");
                Arrays.stream(thread.getStackTrace()).limit(8).forEach(frame -> message.append("\n    ").append(frame));
            }
            return new TraceException(message.toString());
        }

        private void task(int index) {
            recorder.enter(Program.name(index));
            try {
                start.awaitAdvance(0);
                for (Op op : program.tasks().get(index)) {
                    if (op.isInterrupt()) interrupt(op.args().get(0));
                    else perform(op);
                }
            } catch (Throwable e) {
                failures.add(e);
            } finally {
                ended.countDown();
            }
        }

        private void perform(Op op) {
            recorder.call(room.call(op));
            recorder.returned(room.returned(subject.perform(op)));
        }

        private void interrupt(String task) {
            int index = program.names().indexOf(task);
            if (index < 0) throw new IllegalArgumentException(Op.INTERRUPT + "(" + task + ") names no task");
            threads.get(index).interrupt();
        }
    }
}
