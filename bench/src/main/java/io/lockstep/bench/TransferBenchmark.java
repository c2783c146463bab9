package io.lockstep.bench;

import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Some threads send, as many receive, all through one channel: the time per value. */
public class TransferBenchmark extends Workload {

    private static final int VALUES = 100_000;

    /** Whose channel. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many values the buffer holds; 0 is a rendezvous. */
    @Param({"0", "16", "100"})
    public int capacity;

    /** How many threads send, and how many receive. */
    @Param({"1", "4", "100"})
    public int pairs;

    /** For JMH. */
    public TransferBenchmark() {
    }

    /**
     * Sends and receives {@value #VALUES} values.
     *
     * @return their sum, so that no receive can be left out
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public long transfer() throws InterruptedException {
        Pipe pipe = peer.open(capacity);
        AtomicLong sum = new AtomicLong();
        int each = VALUES / pairs;
        Crew crew = new Crew();
        for (int pair = 0; pair < pairs; pair++) {
            crew.start(() -> {
                for (int i = 0; i < each; i++) pipe.send(i);
            });
            crew.start(() -> {
                long received = 0;
                for (int i = 0; i < each; i++) received += pipe.receive();
                sum.addAndGet(received);
            });
        }
        crew.join();
        return sum.get();
    }
}
