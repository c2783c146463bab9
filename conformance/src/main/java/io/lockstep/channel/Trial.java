package io.lockstep.channel;

import io.lockstep.conformance.blackbox.BrokenPromiseException;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Room;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One channel and a few threads that use it in a fixed order. Close it to let go of those who wait. */
final class Trial implements AutoCloseable {

    /** Ample for a step that does not wait for anybody. */
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** How often a thread that should wait is looked at. */
    private static final Duration LOOK = Duration.ofMillis(1);

    private final Room.Subject channel;
    private final List<Thread> threads = new ArrayList<>();

    Trial(Room.Subject channel) {
        this.channel = channel;
    }

    /** Carries out an operation that should not wait. */
    String now(String op) throws Exception {
        return start(op, false).outcome();
    }

    /** Carries out an operation in a thread that has been interrupted before. */
    String nowInterrupted(String op) throws Exception {
        return start(op, true).outcome();
    }

    /** Carries out operations that should not wait, each with its expected outcome. */
    void expect(String... opsAndOutcomes) throws Exception {
        for (int i = 0; i < opsAndOutcomes.length; i += 2) expect(opsAndOutcomes[i], now(opsAndOutcomes[i]), opsAndOutcomes[i + 1]);
    }

    static void expect(String what, String outcome, String promised) throws BrokenPromiseException {
        if (!promised.equals(outcome)) throw new BrokenPromiseException(what + " gave \"" + outcome + "\", not \"" + promised + "\"");
    }

    /** Starts an operation, and returns when it is waiting, as it should, or has ended. */
    Pending waiting(String op) throws Exception {
        Pending pending = start(op, false);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!pending.thread.join(LOOK) && pending.thread.getState() != Thread.State.WAITING) {
            if (System.nanoTime() > deadline) throw new BrokenPromiseException(op + " neither waits nor returns");
        }
        return pending;
    }

    private Pending start(String op, boolean interrupted) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread thread = Thread.ofVirtual().start(() -> {
            if (interrupted) Thread.currentThread().interrupt();
            try {
                outcome.complete(channel.perform(Op.parse(op)));
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        });
        threads.add(thread);
        return new Pending(op, thread, outcome);
    }

    @Override
    public void close() {
        threads.forEach(Thread::interrupt);
    }

    /** An operation under way. */
    record Pending(String op, Thread thread, CompletableFuture<String> result) {

        void stillWaits() throws BrokenPromiseException {
            if (result.isDone()) throw new BrokenPromiseException(op + " gave \"" + result.join() + "\", but should wait");
        }

        void gives(String promised) throws Exception {
            expect(op + ", after waiting,", outcome(), promised);
        }

        private String outcome() throws Exception {
            try {
                return result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new BrokenPromiseException(op + " waits and does not return");
            } catch (ExecutionException e) {
                throw new BrokenPromiseException(op + " failed: " + e.getCause());
            }
        }
    }
}
