package io.lockstep.bench;

import io.lockstep.bench.peers.Choice;
import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.peers.Pipe;
import io.lockstep.mutex.Mutex;
import io.lockstep.seam.Seam;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** What the library's seam for tests costs: the same work with it, and with a class in its place that has none. */
public class SeamBenchmark extends Workload {
    /*
     * Without the seam, the forked JVM has the folder of the class that replaces it on its boot class
     * path, where it is found first. Which one is in use is checked before anything is timed: a variant
     * that silently is the original would cost nothing, too.
     */

    private static final int VALUES = 100_000;
    private static final Integer VALUE = 1;

    /** Which seam there is. */
    public enum Variant {
        /** The library's. */
        LOCKSTEP,
        /** None. */
        SEAMLESS
    }

    /** Which seam there is. */
    @Param("LOCKSTEP")
    public Variant peer;

    private final Pipe buffered = Peer.LOCKSTEP.open(1);
    private final Choice choice = Peer.LOCKSTEP.selectAny(Peer.LOCKSTEP.open(1), buffered);
    private final Mutex mutex = new Mutex();

    /** For JMH. */
    public SeamBenchmark() {
    }

    /** Checks that the right class has been loaded. */
    @Setup
    public void check() {
        boolean replaced = Seam.class.getClassLoader() == null && Seam.class.getDeclaredFields().length == 0;
        if (replaced != (peer == Variant.SEAMLESS)) {
            throw new IllegalStateException(peer + " has the wrong " + Seam.class + ", of class loader " + Seam.class.getClassLoader());
        }
    }

    /**
     * Two threads meet {@value #VALUES} times.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public void rendezvous() throws InterruptedException {
        Pipe pipe = Peer.LOCKSTEP.open(0);
        Crew crew = new Crew();
        crew.start(() -> {
            for (int i = 0; i < VALUES; i++) pipe.send(VALUE);
        });
        crew.start(() -> {
            for (int i = 0; i < VALUES; i++) pipe.receive();
        });
        crew.join();
    }

    /**
     * Sends into a buffer and receives from it.
     *
     * @return what it received
     * @throws InterruptedException never
     */
    @Benchmark
    public Integer buffered() throws InterruptedException {
        buffered.send(VALUE);
        return buffered.receive();
    }

    /**
     * Sends into a buffer and receives from it by a select of two cases.
     *
     * @return what it received
     * @throws InterruptedException never
     */
    @Benchmark
    public Integer select() throws InterruptedException {
        buffered.send(VALUE);
        return choice.run();
    }

    /** Locks and unlocks a mutex. */
    @Benchmark
    public void mutex() {
        mutex.lock();
        mutex.unlock();
    }
}
