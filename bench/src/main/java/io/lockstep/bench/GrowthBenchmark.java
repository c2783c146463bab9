package io.lockstep.bench;

import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Starts tasks that wait on one channel, and releases them when all have come: the time per task. */
public class GrowthBenchmark extends Workload {

    private static final int TASKS = 100_000;
    private static final int MANY_TASKS = 1_000_000;

    /** Whose channel. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many wait at a time. */
    @Param({"1", "10", "100", "1000", "10000", "100000"})
    public int tasks;

    /** For JMH. */
    public GrowthBenchmark() {
    }

    /**
     * {@value #TASKS} tasks, {@link #tasks} at a time.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void few() throws InterruptedException {
        for (int i = 0; i < TASKS / tasks; i++) gatherAndRelease();
    }

    /**
     * {@value #MANY_TASKS} tasks, {@link #tasks} at a time.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(MANY_TASKS)
    public void many() throws InterruptedException {
        for (int i = 0; i < MANY_TASKS / tasks; i++) gatherAndRelease();
    }

    private void gatherAndRelease() throws InterruptedException {
        Pipe pipe = peer.open(0);
        AtomicInteger coming = new AtomicInteger(tasks);
        Crew crew = new Crew();
        for (int t = 0; t < tasks; t++) {
            crew.start(() -> {
                coming.decrementAndGet();
                pipe.receive();
            });
        }
        while (coming.get() > 0) Thread.yield();
        for (int t = 0; t < tasks; t++) pipe.send(1);
        crew.join();
    }
}
