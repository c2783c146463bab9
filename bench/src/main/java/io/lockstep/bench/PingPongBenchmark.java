package io.lockstep.bench;

import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Two threads send each other a value to and fro: the time per round, which is two transfers. */
public class PingPongBenchmark extends Workload {

    private static final int ROUNDS = 50_000;

    /** Whose channels. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** For JMH. */
    public PingPongBenchmark() {
    }

    /**
     * Plays {@value #ROUNDS} rounds.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(ROUNDS)
    public void pingPong() throws InterruptedException {
        Pipe there = peer.open(0);
        Pipe back = peer.open(0);
        Crew crew = new Crew();
        crew.start(() -> {
            for (int i = 0; i < ROUNDS; i++) {
                there.send(i);
                back.receive();
            }
        });
        crew.start(() -> {
            for (int i = 0; i < ROUNDS; i++) back.send(there.receive());
        });
        crew.join();
    }
}
