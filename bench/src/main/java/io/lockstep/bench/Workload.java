package io.lockstep.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What all benchmarks have in common: time per operation, in nanoseconds, on a machine that is idle
 * otherwise or has all its cores busy with other work. {@link Bench} says how long and in which JVM.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public abstract class Workload {

    /** Whether each core also has a thread that computes all the time. */
    @Param("false")
    public boolean busy;

    private final List<Thread> others = new ArrayList<>();

    /** For JMH. */
    protected Workload() {
    }

    /** Starts the other work. */
    @Setup(Level.Trial)
    public final void keepBusy() {
        if (!busy) return;
        for (int i = 0; i < Crew.CORES; i++) {
            others.add(Thread.ofPlatform().daemon().name("other work").start(() -> {
                while (!Thread.currentThread().isInterrupted()) Thread.onSpinWait();
            }));
        }
    }

    /**
     * Ends the other work.
     *
     * @throws InterruptedException never
     */
    @TearDown(Level.Trial)
    public final void leaveInPeace() throws InterruptedException {
        for (Thread other : others) other.interrupt();
        for (Thread other : others) other.join();
        others.clear();
    }
}
