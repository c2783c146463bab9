package io.lockstep.bench;

import io.lockstep.once.OnceValue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/** Asks for a value that has been computed already: the time per question. */
public class OnceBenchmark extends Workload {

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
     * Asks.
     *
     * @return the value
     * @throws ExecutionException   never
     * @throws InterruptedException never
     */
    @Benchmark
    public Integer ask() throws ExecutionException, InterruptedException {
        return switch (peer) {
            case LOCKSTEP -> once.get();
            case FUTURE_TASK -> {
                if (!future.isDone()) future.run();
                yield future.get();
            }
            case DOUBLE_CHECKED -> {
                if (checked == null) {
                    synchronized (this) {
                        if (checked == null) checked = 42;
                    }
                }
                yield checked;
            }
        };
    }
}
