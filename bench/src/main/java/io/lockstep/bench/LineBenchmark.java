package io.lockstep.bench;

import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/**
 * Many channels with a thread between each two of them: in line, as a ring, or in pairs of their own.
 * The time per transfer.
 */
public class LineBenchmark extends Workload {

    private static final int TRANSFERS = 300_000;

    /** Whose channels. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many values each buffer holds; 0 is a rendezvous. */
    @Param({"0", "16", "100"})
    public int capacity;

    /** How many channels. */
    @Param("1000")
    public int channels;

    /** For JMH. */
    public LineBenchmark() {
    }

    /**
     * Each value goes through all channels, one after the other.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(TRANSFERS)
    public void chain() throws InterruptedException {
        Pipe[] pipes = peer.open(channels, capacity);
        int values = TRANSFERS / channels;
        Crew crew = new Crew();
        crew.start(sending(pipes[0], values));
        for (int c = 1; c < channels; c++) {
            Pipe from = pipes[c - 1];
            Pipe to = pipes[c];
            crew.start(() -> {
                for (int i = 0; i < values; i++) to.send(from.receive());
            });
        }
        crew.start(receiving(pipes[channels - 1], values));
        crew.join();
    }

    /**
     * One value goes round and round.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(TRANSFERS)
    public void ring() throws InterruptedException {
        Pipe[] pipes = peer.open(channels, capacity);
        int rounds = TRANSFERS / channels;
        Crew crew = new Crew();
        for (int c = 0; c < channels; c++) {
            Pipe from = pipes[c];
            Pipe to = pipes[(c + 1) % channels];
            boolean first = c == 0;
            crew.start(() -> {
                if (first) to.send(0);
                for (int i = 1; i < rounds; i++) to.send(from.receive());
                if (!first) to.send(from.receive());
                else from.receive();
            });
        }
        crew.join();
    }

    /**
     * Each channel has a sender and a receiver of its own.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(TRANSFERS)
    public void parallel() throws InterruptedException {
        int values = TRANSFERS / channels;
        Crew crew = new Crew();
        for (Pipe pipe : peer.open(channels, capacity)) {
            crew.start(sending(pipe, values));
            crew.start(receiving(pipe, values));
        }
        crew.join();
    }

    private static Crew.Body sending(Pipe pipe, int values) {
        return () -> {
            for (int i = 0; i < values; i++) pipe.send(i);
        };
    }

    private static Crew.Body receiving(Pipe pipe, int values) {
        return () -> {
            for (int i = 0; i < values; i++) pipe.receive();
        };
    }
}
