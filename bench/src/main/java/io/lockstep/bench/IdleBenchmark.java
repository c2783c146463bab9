package io.lockstep.bench;

import io.lockstep.bench.peers.Choice;
import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A send into the free buffer of a channel that many selects have passed by: what they have left behind. */
@BenchmarkMode(Mode.SingleShotTime)
public class IdleBenchmark extends Workload {

    /** Selects that have the code compiled before it is timed. */
    private static final int PRACTICE = 20_000;

    /** Whose channels. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many selects have passed it by. */
    @Param({"1", "1000", "1000000"})
    public int selects;

    private Pipe idle;

    /** For JMH. */
    public IdleBenchmark() {
    }

    /**
     * Runs the selects.
     *
     * @throws InterruptedException never
     */
    @Setup(Level.Invocation)
    public void passBy() throws InterruptedException {
        pass(peer.open(1), PRACTICE);
        idle = peer.open(1);
        pass(idle, selects);
    }

    private void pass(Pipe by, int times) throws InterruptedException {
        Pipe ready = peer.open(1);
        Choice choice = peer.selectAny(by, ready);
        for (int i = 0; i < times; i++) {
            ready.send(1);
            choice.run();
        }
    }

    /**
     * Sends.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    public void send() throws InterruptedException {
        idle.send(1);
    }
}
