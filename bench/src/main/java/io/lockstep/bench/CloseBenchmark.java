package io.lockstep.bench;

import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A close that many threads wait for, until the last of them has ended: the time per thread. */
@BenchmarkMode(Mode.SingleShotTime)
public class CloseBenchmark extends Workload {

    private static final int WAITERS = 100_000;

    /** Whose channel. */
    @Param("LOCKSTEP")
    public Peer peer;

    private Pipe pipe;
    private Crew crew;

    /** For JMH. */
    public CloseBenchmark() {
    }

    /**
     * Has {@value #WAITERS} threads wait to receive.
     *
     * @throws InterruptedException never
     */
    @Setup(Level.Invocation)
    public void gather() throws InterruptedException {
        pipe = peer.open(0);
        crew = new Crew();
        for (int i = 0; i < WAITERS; i++) crew.start(pipe::receiveOrClosed);
        crew.awaitBlocked();
    }

    /**
     * Closes.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(WAITERS)
    public void close() throws InterruptedException {
        pipe.close();
        crew.join();
    }
}
