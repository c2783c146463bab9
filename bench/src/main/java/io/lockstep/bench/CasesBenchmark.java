package io.lockstep.bench;

import io.lockstep.bench.peers.Choice;
import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** A select of many cases: the time per select, with the send that makes it possible. */
public class CasesBenchmark extends Workload {

    private static final int SELECTS = 10_000;

    /** Whose select. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many channels. */
    @Param({"1", "10", "100", "1000"})
    public int cases;

    /** For JMH. */
    public CasesBenchmark() {
    }

    /**
     * All cases are ready each time: what has been received is sent again, into the same buffer.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(SELECTS)
    public void ready() throws InterruptedException {
        Pipe[] pipes = peer.open(cases, 1);
        for (int i = 0; i < cases; i++) pipes[i].send(i);
        Choice choice = peer.selectAny(pipes);
        for (int i = 0; i < SELECTS; i++) {
            Integer chosen = choice.run();
            pipes[chosen].send(chosen);
        }
    }

    /**
     * No case is ready until another thread sends on one of the channels, on each in turn.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(SELECTS)
    public void blocked() throws InterruptedException {
        Pipe[] pipes = peer.open(cases, 0);
        Crew crew = new Crew();
        crew.start(() -> {
            for (int i = 0; i < SELECTS; i++) pipes[i % cases].send(i);
        });
        crew.start(() -> {
            Choice choice = peer.selectAny(pipes);
            for (int i = 0; i < SELECTS; i++) choice.run();
        });
        crew.join();
    }
}
