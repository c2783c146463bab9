package io.lockstep.bench;

import io.lockstep.bench.peers.Choice;
import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A send into the free buffer of a channel that many selects have passed by: what they have left behind. */
@BenchmarkMode(Mode.SingleShotTime)
public class IdleBenchmark extends Workload {
    /*
     * Such a channel can be sent on only once. So there are several of them, timed together, and the same code
     * has been run often before: else it would be the clock and the interpreter that are measured.
     */

    /** How many channels there are, each with selects of its own. */
    private static final int CHANNELS = 16;
    /** How often all is done before it is timed: enough to have it compiled. */
    private static final int PRACTICE = 20_000;

    /** Whose channels. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many selects have passed by each channel. */
    @Param({"1", "1000", "1000000"})
    public int selects;

    private Pipe[] idle;

    /** For JMH. */
    public IdleBenchmark() {
    }

    /**
     * Has the code compiled.
     *
     * @throws InterruptedException never
     */
    @Setup
    public void practise() throws InterruptedException {
        for (int i = 0; i < PRACTICE; i++) {
            idle = passedBy(1);
            send();
        }
    }

    /**
     * Runs the selects.
     *
     * @throws InterruptedException never
     */
    @Setup(Level.Invocation)
    public void passBy() throws InterruptedException {
        idle = passedBy(selects);
    }

    private Pipe[] passedBy(int times) throws InterruptedException {
        Pipe[] channels = peer.open(CHANNELS, 1);
        Pipe ready = peer.open(1);
        for (Pipe channel : channels) {
            Choice choice = peer.selectAny(channel, ready);
            for (int i = 0; i < times; i++) {
                ready.send(1);
                choice.run();
            }
        }
        return channels;
    }

    /**
     * Sends on each channel.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(CHANNELS)
    public void send() throws InterruptedException {
        for (Pipe channel : idle) channel.send(1);
    }
}
