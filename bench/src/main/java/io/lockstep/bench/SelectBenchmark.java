package io.lockstep.bench;

import io.lockstep.bench.peers.Choice;
import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Each channel has a sender, and one thread receives from whichever is ready: the time per value. */
public class SelectBenchmark extends Workload {

    private static final int VALUES = 96_000;

    /** Whose select. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many channels, a divisor of {@value #VALUES}. */
    @Param({"1", "2", "4", "8"})
    public int cases;

    /** How many values each buffer holds; 0 is a rendezvous. */
    @Param({"0", "16"})
    public int capacity;

    /** For JMH. */
    public SelectBenchmark() {
    }

    /**
     * Sends and receives {@value #VALUES} values.
     *
     * @return their sum, so that no receive can be left out
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public long select() throws InterruptedException {
        Pipe[] pipes = peer.open(cases, capacity);
        Choice choice = peer.selectAny(pipes);
        int each = VALUES / cases;
        long[] sum = new long[1];
        Crew crew = new Crew();
        for (Pipe pipe : pipes) {
            crew.start(() -> {
                for (int i = 0; i < each; i++) pipe.send(i);
            });
        }
        crew.start(() -> {
            for (int i = 0; i < each * cases; i++) sum[0] += choice.run();
        });
        crew.join();
        return sum[0];
    }
}
