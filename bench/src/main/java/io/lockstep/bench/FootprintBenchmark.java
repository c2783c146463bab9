package io.lockstep.bench;

import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import java.lang.management.ManagementFactory;
import java.lang.ref.Reference;
import java.util.concurrent.locks.LockSupport;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** How much of the heap a channel takes, or a thread that waits on one: the difference that many of them make. */
@BenchmarkMode(Mode.SingleShotTime)
public class FootprintBenchmark extends Workload {

    /** The name under which JMH reports the result, in bytes. */
    static final String BYTES = "bytes";

    private static final int CHANNELS = 100_000;
    private static final int TASKS = 10_000;

    /** Whose channels. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many values each buffer holds; 0 is a rendezvous. */
    @Param({"0", "16", "100"})
    public int capacity;

    /** The result. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Kept {
        /** Bytes of the heap. */
        public double bytes;

        /** For JMH. */
        public Kept() {
        }
    }

    /** For JMH. */
    public FootprintBenchmark() {
    }

    /**
     * A channel that has not been used yet.
     *
     * @param kept the result
     */
    @Benchmark
    public void idleChannel(Kept kept) {
        Object[] channels = new Object[CHANNELS];
        long before = used();
        for (int i = 0; i < CHANNELS; i++) channels[i] = peer.open(capacity).channel();
        kept.bytes = (double) (used() - before) / CHANNELS;
        Reference.reachabilityFence(channels);
    }

    /**
     * A virtual thread that waits to receive, itself included.
     *
     * @param kept the result
     * @throws InterruptedException never
     */
    @Benchmark
    public void blockedTask(Kept kept) throws InterruptedException {
        kept.bytes = receiving();
    }

    /**
     * What such a thread needs beyond one that is only parked.
     *
     * @param kept the result
     * @throws InterruptedException never
     */
    @Benchmark
    public void waiting(Kept kept) throws InterruptedException {
        kept.bytes = receiving() - parked();
    }

    private double receiving() throws InterruptedException {
        Pipe pipe = peer.open(capacity);
        Crew crew = new Crew();
        double bytes = blocked(crew, pipe::receive);
        for (int i = 0; i < TASKS; i++) pipe.send(1);
        crew.join();
        return bytes;
    }

    private static double parked() throws InterruptedException {
        Crew crew = new Crew();
        double bytes = blocked(crew, () -> {
            while (!Thread.interrupted()) LockSupport.park();
        });
        crew.interrupt();
        crew.join();
        return bytes;
    }

    private static double blocked(Crew crew, Crew.Body body) throws InterruptedException {
        long before = used();
        for (int i = 0; i < TASKS; i++) crew.start(body);
        crew.awaitBlocked();
        return (double) (used() - before) / TASKS;
    }

    /** The bytes that are in use, without garbage: what the first collection only finds, the second removes. */
    private static long used() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
