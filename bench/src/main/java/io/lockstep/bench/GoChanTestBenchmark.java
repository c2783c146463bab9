package io.lockstep.bench;

import io.lockstep.bench.peers.Case;
import io.lockstep.bench.peers.Choice;
import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** The benchmarks of Go's {@code chan_test.go} under their names, but for those of producers and consumers. */
public class GoChanTestBenchmark extends Workload {
    /*
     * Where Go's benchmark runs a loop on each processor, a virtual thread for each core does so here, and
     * all of them together make OPERATIONS turns. Selects are built before their loop, as Go's compiler
     * builds them. Where a value has to say by which channel it came, 1 came by the first and 2 by the second.
     */

    private static final int OPERATIONS = 100_000;
    private static final int SHARE = OPERATIONS / Crew.CORES;
    /** The buffer of ChanUncontended and ChanContended, and how many values one of their turns sends. */
    private static final int BURST = 100;
    private static final int BURSTS = 1_000;
    /** How many threads ChanPopular has, each with a channel of its own. */
    private static final int FANS = 1_000;
    private static final int POPULAR_TURNS = 20;
    /** How many turns ChanSync makes until it looks how many are left. */
    private static final int CALLS_PER_LOOK = 1_000;

    /** Whose channels. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** For JMH. */
    public GoChanTestBenchmark() {
    }

    /**
     * All try to receive from one channel, on which nothing comes.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void chanNonblocking() throws InterruptedException {
        Pipe pipe = peer.open(0);
        Crew.onEachCore(() -> {
            for (int i = 0; i < SHARE; i++) pipe.tryReceive();
        });
    }

    /**
     * Each selects between two channels of its own, of which one is ready, and makes the other ready.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void selectUncontended() throws InterruptedException {
        Crew.onEachCore(() -> toAndFro(peer.open(2, 1)));
    }

    /**
     * All select between the same two channels and put what they have received into the other.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void selectAsyncContended() throws InterruptedException {
        Pipe[] pipes = peer.open(2, Crew.CORES);
        Crew.onEachCore(() -> toAndFro(pipes));
    }

    private void toAndFro(Pipe[] pipes) throws InterruptedException {
        Choice choice = peer.selectAny(pipes);
        pipes[0].send(1);
        for (int i = 0; i < SHARE; i++) {
            if (choice.run() == 1) pipes[1].send(2);
            else pipes[0].send(1);
        }
    }

    /**
     * All select between three channels, and as many others send by selects. Go ends those by closing a
     * channel; here each gets a value on it, as not every peer can select a closed one.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void selectSyncContended() throws InterruptedException {
        Pipe[] pipes = peer.open(3, 0);
        Pipe done = peer.open(Crew.CORES);
        Crew senders = new Crew();
        for (int s = 0; s < Crew.CORES; s++) {
            senders.start(() -> {
                Choice send = peer.select(Case.send(pipes[0], 1), Case.send(pipes[1], 1), Case.send(pipes[2], 1), Case.receive(done));
                while (send.run().equals(Choice.SENT)) { }
            });
        }
        Crew.onEachCore(() -> {
            Choice receive = peer.selectAny(pipes);
            for (int i = 0; i < SHARE; i++) receive.run();
        });
        for (int s = 0; s < Crew.CORES; s++) done.send(0);
        senders.join();
    }

    /**
     * All try in turn to receive from and to send on unbuffered channels, in vain, and buffered ones.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void selectNonblock() throws InterruptedException {
        Pipe[] sync = peer.open(2, 0);
        Pipe[] async = peer.open(2, 1);
        Crew.onEachCore(() -> {
            Choice[] tries = {peer.selectOr(Case.receive(sync[0])), peer.selectOr(Case.send(sync[1], 1)),
                    peer.selectOr(Case.receive(async[0])), peer.selectOr(Case.send(async[1], 1))};
            for (int i = 0; i < SHARE; i++) {
                for (Choice one : tries) one.run();
            }
        });
    }

    /**
     * Each fills and empties a buffer of its own.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(BURSTS)
    public void chanUncontended() throws InterruptedException {
        Crew.onEachCore(() -> fillAndEmpty(peer.open(BURST)));
    }

    /**
     * All fill and empty one buffer, in which there is room for all.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(BURSTS)
    public void chanContended() throws InterruptedException {
        Pipe pipe = peer.open(BURST * Crew.CORES);
        Crew.onEachCore(() -> fillAndEmpty(pipe));
    }

    private static void fillAndEmpty(Pipe pipe) throws InterruptedException {
        for (int i = 0; i < BURSTS / Crew.CORES; i++) {
            for (int j = 0; j < BURST; j++) pipe.send(0);
            for (int j = 0; j < BURST; j++) pipe.receive();
        }
    }

    /**
     * Two threads take turns: one receives and then sends, the other sends and then receives.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(OPERATIONS)
    public void chanSync() throws InterruptedException {
        Pipe pipe = peer.open(0);
        AtomicInteger left = new AtomicInteger(OPERATIONS / CALLS_PER_LOOK);
        Crew crew = new Crew();
        for (int p = 0; p < 2; p++) {
            crew.start(() -> {
                for (int i = left.decrementAndGet(); i >= 0; i = left.decrementAndGet()) {
                    for (int call = 0; call < CALLS_PER_LOOK; call++) {
                        if (i % 2 == 0) pipe.receive();
                        pipe.send(0);
                        if (i % 2 != 0) pipe.receive();
                    }
                }
            });
        }
        crew.join();
    }

    /**
     * Each thread selects between a channel that all share and its own; one sends on each of those.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(POPULAR_TURNS)
    public void chanPopular() throws InterruptedException {
        Pipe popular = peer.open(0);
        Pipe[] own = peer.open(FANS, 0);
        Crew crew = new Crew();
        Arrays.stream(own).forEach(pipe -> crew.start(() -> {
            Choice choice = peer.selectAny(popular, pipe);
            for (int i = 0; i < POPULAR_TURNS; i++) choice.run();
        }));
        for (int i = 0; i < POPULAR_TURNS; i++) {
            for (Pipe pipe : own) pipe.send(1);
        }
        crew.join();
    }
}
