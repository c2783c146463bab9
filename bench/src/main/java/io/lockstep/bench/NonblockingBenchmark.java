package io.lockstep.bench;

import io.lockstep.bench.peers.Case;
import io.lockstep.bench.peers.Choice;
import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One thread alone, which never waits: the time per operation, with a value that needs no memory. */
public class NonblockingBenchmark extends Workload {

    private static final Integer VALUE = 1;

    /** Whose channels. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many values each buffer holds; 0 is a rendezvous. */
    @Param({"0", "16"})
    public int capacity;

    private Pipe empty;
    private Pipe full;
    private Pipe ready;
    private Choice nothing;
    private Choice something;

    /** For JMH. */
    public NonblockingBenchmark() {
    }

    /**
     * Opens the channels.
     *
     * @throws InterruptedException never
     */
    @Setup
    public void open() throws InterruptedException {
        empty = peer.open(capacity);
        full = peer.open(capacity);
        for (int i = 0; i < capacity; i++) full.send(VALUE);
        if (!Peer.selecting().contains(peer)) return;
        ready = peer.open(1);
        nothing = peer.selectOr(Case.receive(empty), Case.send(full, VALUE));
        something = peer.selectOr(Case.receive(empty), Case.receive(ready));
    }

    /**
     * Receives nothing.
     *
     * @return that
     * @throws InterruptedException never
     */
    @Benchmark
    public Integer tryReceive() throws InterruptedException {
        return empty.tryReceive();
    }

    /**
     * Sends in vain.
     *
     * @return that it was in vain
     * @throws InterruptedException never
     */
    @Benchmark
    public boolean trySend() throws InterruptedException {
        return full.trySend(VALUE);
    }

    /**
     * Sends into a buffer and receives from it, by the try forms.
     *
     * @return what it received
     * @throws InterruptedException never
     */
    @Benchmark
    public Integer tryBoth() throws InterruptedException {
        empty.trySend(VALUE);
        return empty.tryReceive();
    }

    /**
     * Sends into a buffer and receives from it.
     *
     * @return what it received
     * @throws InterruptedException never
     */
    @Benchmark
    public Integer both() throws InterruptedException {
        empty.send(VALUE);
        return empty.receive();
    }

    /**
     * A select of which no case is ready takes the default.
     *
     * @return that
     * @throws InterruptedException never
     */
    @Benchmark
    public Integer selectNothing() throws InterruptedException {
        return nothing.run();
    }

    /**
     * Sends into a buffer and receives from it by a select with a default and one case more.
     *
     * @return what it received
     * @throws InterruptedException never
     */
    @Benchmark
    public Integer selectSomething() throws InterruptedException {
        ready.send(VALUE);
        return something.run();
    }
}
