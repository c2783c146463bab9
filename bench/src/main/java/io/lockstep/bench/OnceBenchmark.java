package io.lockstep.bench;

import io.lockstep.once.OnceValue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Asks for a value that has been computed already: the time per question. */
public class OnceBenchmark extends Workload {

    private static final int QUESTIONS = 1_000;

    /** Who keeps the value. */
    public enum Keeper {
        /** Ours. */
        LOCKSTEP,
        /** The JDK's. */
        FUTURE_TASK,
        /** A volatile field, checked twice: what people write by hand. */
        DOUBLE_CHECKED
    }

    /** Who keeps the value. */
    @Param("LOCKSTEP")
    public Keeper peer;

    private final OnceValue<Integer> once = OnceValue.of(() -> 42);
    private final FutureTask<Integer> future = new FutureTask<>(() -> 42);
    private volatile Integer checked;

    /** For JMH. */
    public OnceBenchmark() {
    }

    /**
     * Asks {@value #QUESTIONS} times, in a loop, as in Go: JMH's own takes longer than a question.
     *
     * @return the sum of the values
     * @throws ExecutionException   never
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(QUESTIONS)
    public int ask() throws ExecutionException, InterruptedException {
        int sum = 0;
        switch (peer) {
            case LOCKSTEP -> {
                for (int i = 0; i < QUESTIONS; i++) sum += once.get();
            }
            case FUTURE_TASK -> {
                for (int i = 0; i < QUESTIONS; i++) {
                    if (!future.isDone()) future.run();
                    sum += future.get();
                }
            }
            case DOUBLE_CHECKED -> {
                for (int i = 0; i < QUESTIONS; i++) sum += checked();
            }
        }
        return sum;
    }

    private Integer checked() {
        if (checked == null) {
            synchronized (this) {
                if (checked == null) checked = 42;
            }
        }
        return checked;
    }
}
