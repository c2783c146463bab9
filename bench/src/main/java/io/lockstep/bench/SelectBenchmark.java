package io.lockstep.bench;

import io.lockstep.bench.peers.Choice;
import io.lockstep.bench.peers.Chooser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Each channel has a sender, and one thread receives from whichever is ready: the time per value. */
public class SelectBenchmark extends Workload {

    private static final int VALUES = 96_000;

    /** Whose select. */
    @Param("LOCKSTEP")
    public Chooser peer;

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
        Choice choice = peer.open(cases, capacity);
        int each = VALUES / cases;
        long[] sum = new long[1];
        Crew crew = new Crew();
        for (int c = 0; c < cases; c++) {
            int channel = c;
            crew.start(() -> {
                for (int i = 0; i < each; i++) choice.send(channel, i);
            });
        }
        crew.start(() -> {
            for (int i = 0; i < each * cases; i++) sum[0] += choice.select();
        });
        crew.join();
        return sum[0];
    }
}
