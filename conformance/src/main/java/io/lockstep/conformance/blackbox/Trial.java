package io.lockstep.conformance.blackbox;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Room;
import io.lockstep.scope.Scope;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A primitive and a few threads that use it in a fixed order. Whatever the primitive does, no step
 * waits for ever. Close it to let go of those who wait.
 */
public final class Trial implements AutoCloseable {

    /** Ample for a step that does not wait for anybody. */
    private static final Duration LIMIT = Duration.ofSeconds(5);
    /** How often a thread that should wait is looked at. */
    private static final Duration LOOK = Duration.ofMillis(1);

    /** How an operation is carried out, given its text. */
    @FunctionalInterface
    public interface Performer {

        /**
         * Carries it out in the calling thread.
         *
         * @param op the operation, as the room writes it
         * @return its outcome
         * @throws Exception breaks the promise that is put to the test
         */
        String perform(String op) throws Exception;
    }

    private final Performer primitive;
    private final Scope scope = new Scope("trial", LIMIT);

    /**
     * A trial of a primitive.
     *
     * @param primitive carries out the operations
     */
    public Trial(Performer primitive) {
        this.primitive = primitive;
    }

    /**
     * A trial of a primitive that programs run on.
     *
     * @param subject carries out the operations
     * @return the trial
     */
    public static Trial of(Room.Subject subject) {
        return new Trial(op -> subject.perform(Op.parse(op)));
    }

    /**
     * Carries out an operation that should not wait.
     *
     * @param op the operation
     * @return its outcome
     * @throws Exception if it waits or fails
     */
    public String now(String op) throws Exception {
        return start(op).outcome();
    }

    /**
     * Carries out an operation in a thread that has been interrupted before.
     *
     * @param op the operation
     * @return its outcome
     * @throws Exception if it waits or fails
     */
    public String nowInterrupted(String op) throws Exception {
        return start(op, true).outcome();
    }

    /**
     * Carries out operations that should not wait, each with its expected outcome.
     *
     * @param opsAndOutcomes an operation, its outcome, an operation, its outcome, …
     * @throws Exception if one waits or fails or has another outcome
     */
    public void expect(String... opsAndOutcomes) throws Exception {
        for (int i = 0; i < opsAndOutcomes.length; i += 2) expect(opsAndOutcomes[i], now(opsAndOutcomes[i]), opsAndOutcomes[i + 1]);
    }

    /**
     * Compares an outcome with the promised one.
     *
     * @param what     what was done
     * @param outcome  what came out
     * @param promised what should
     * @throws BrokenPromiseException if they differ
     */
    public static void expect(String what, String outcome, String promised) throws BrokenPromiseException {
        if (!promised.equals(outcome)) throw new BrokenPromiseException(what + " gave \"" + outcome + "\", not \"" + promised + "\"");
    }

    /**
     * Starts an operation, and returns when it is waiting, as it should, or has ended.
     *
     * @param op the operation
     * @return the operation under way
     * @throws Exception if it neither waits nor returns
     */
    public Pending waiting(String op) throws Exception {
        Pending pending = start(op);
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!pending.thread.join(LOOK) && pending.thread.getState() != Thread.State.WAITING) {
            if (System.nanoTime() > deadline) throw new BrokenPromiseException(op + " neither waits nor returns");
        }
        return pending;
    }

    /**
     * Starts an operation and does not look at it.
     *
     * @param op the operation
     * @return the operation under way
     */
    public Pending start(String op) {
        return start(op, false);
    }

    private Pending start(String op, boolean interrupted) {
        CompletableFuture<String> outcome = new CompletableFuture<>();
        Thread thread = scope.start(op, () -> {
            if (interrupted) Thread.currentThread().interrupt();
            try {
                outcome.complete(primitive.perform(op));
            } catch (Throwable e) {
                outcome.completeExceptionally(e);
            }
        }).thread();
        return new Pending(op, thread, outcome);
    }

    /**
     * Interrupts those who still wait.
     *
     * @throws io.lockstep.scope.ScopeNotClosedException if one of them goes on nevertheless
     */
    @Override
    public void close() {
        scope.close();
    }

    /** The first line tells enough: some print their whole state. */
    private static String failed(Throwable failure) {
        return "failed: " + failure.toString().lines().findFirst().orElse("").strip();
    }

    /** An operation under way. */
    public static final class Pending {
        private final String op;
        private final Thread thread;
        private final CompletableFuture<String> result;

        private Pending(String op, Thread thread, CompletableFuture<String> result) {
            this.op = op;
            this.thread = thread;
            this.result = result;
        }

        /** Interrupts the thread that carries it out. */
        public void interrupt() {
            thread.interrupt();
        }

        /**
         * Looks whether it has ended.
         *
         * @throws BrokenPromiseException if it has
         */
        public void stillWaits() throws BrokenPromiseException {
            if (!result.isDone()) return;
            String end = result.handle((outcome, failure) -> failure == null ? "gave \"" + outcome + "\"" : failed(failure)).join();
            throw new BrokenPromiseException(op + " " + end + ", but should wait");
        }

        /**
         * Waits for its end, which should come by itself.
         *
         * @param promised the outcome that it should have
         * @throws Exception if it goes on waiting, or fails, or has another outcome
         */
        public void gives(String promised) throws Exception {
            expect(op + ", after waiting,", outcome(), promised);
        }

        /**
         * Waits for its end, which should come by itself.
         *
         * @return its outcome
         * @throws Exception if it goes on waiting, or fails
         */
        public String outcome() throws Exception {
            try {
                return result.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                throw new BrokenPromiseException(op + " waits and does not return");
            } catch (ExecutionException e) {
                throw new BrokenPromiseException(op + " " + failed(e.getCause()));
            }
        }
    }
}
