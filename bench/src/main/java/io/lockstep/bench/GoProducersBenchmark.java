package io.lockstep.bench;

import io.lockstep.bench.peers.Case;
import io.lockstep.bench.peers.Choice;
import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** The benchmarks of producers and consumers in Go's {@code chan_test.go}: the time per value. */
public class GoProducersBenchmark extends Workload {

    private static final int VALUES = 100_000;
    /** How many values a producer sends until it looks how many are left. */
    private static final int CALLS_PER_LOOK = 1_000;
    private static final Integer VALUE = 1;
    /** After this one a consumer ends. */
    private static final Integer LAST = 0;

    /** Whose channels. */
    @Param("LOCKSTEP")
    public Peer peer;

    /** How many values the buffer holds; 0 is a rendezvous. */
    @Param({"0", "10", "100"})
    public int capacity;

    /** How many steps of other work come with each value, on both sides. */
    @Param({"0", "100"})
    public int work;

    /** What the work results in. */
    public volatile int result;

    /** For JMH. */
    public GoProducersBenchmark() {
    }

    /** How a value is sent, or received. */
    @FunctionalInterface
    private interface Transfer {
        Integer run() throws InterruptedException;
    }

    /**
     * Sends and receives {@value #VALUES} values.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void chanProdCons() throws InterruptedException {
        Pipe pipe = peer.open(capacity);
        Crew crew = new Crew();
        AtomicInteger left = new AtomicInteger(VALUES / CALLS_PER_LOOK);
        for (int p = 0; p < Crew.CORES; p++) {
            crew.start(() -> produce(left, pipe, () -> {
                pipe.send(VALUE);
                return VALUE;
            }));
            crew.start(() -> consume(pipe::receive));
        }
        crew.join();
    }

    /**
     * The same by selects with two cases more, of which none happens.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void selectProdCons() throws InterruptedException {
        Pipe pipe = peer.open(capacity);
        Pipe close = peer.open(0);
        Crew crew = new Crew();
        AtomicInteger left = new AtomicInteger(VALUES / CALLS_PER_LOOK);
        for (int p = 0; p < Crew.CORES; p++) {
            crew.start(() -> {
                Choice send = peer.select(Case.send(pipe, VALUE), Case.receive(peer.open(0)), Case.receive(close));
                produce(left, pipe, send::run);
            });
            crew.start(() -> {
                Choice receive = peer.selectAny(pipe, peer.open(0), close);
                consume(receive::run);
            });
        }
        crew.join();
    }

    private void produce(AtomicInteger left, Pipe pipe, Transfer send) throws InterruptedException {
        int done = 0;
        while (left.decrementAndGet() >= 0) {
            for (int call = 0; call < CALLS_PER_LOOK; call++) {
                done = worked(done);
                send.run();
            }
        }
        pipe.send(LAST);
        result = done;
    }

    private void consume(Transfer receive) throws InterruptedException {
        int done = 0;
        while (!receive.run().equals(LAST)) done = worked(done);
        result = done;
    }

    /** Steps of a generator of random numbers, each of which needs the one before it. */
    private int worked(int from) {
        int value = from;
        for (int i = 0; i < work; i++) value = value * 1_664_525 + 1_013_904_223;
        return value;
    }
}
