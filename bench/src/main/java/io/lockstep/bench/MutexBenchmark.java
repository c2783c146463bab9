package io.lockstep.bench;

import io.lockstep.mutex.Mutex;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Threads add to a number that a lock guards: the time per lock, addition and unlock. */
public class MutexBenchmark extends Workload {

    private static final int TURNS = 100_000;

    /** Whose lock. */
    public enum Guard {
        /** Ours. */
        LOCKSTEP(Mutex::new),
        /** The JDK's, as it comes. */
        REENTRANT_LOCK(ReentrantLock::new),
        /** The JDK's, first come, first served. */
        REENTRANT_LOCK_FAIR(() -> new ReentrantLock(true));

        private final Supplier<Lock> create;

        Guard(Supplier<Lock> create) {
            this.create = create;
        }
    }

    /** Whose lock. */
    @Param("LOCKSTEP")
    public Guard peer;

    /** How many threads. */
    @Param({"1", "4", "100"})
    public int threads;

    /** For JMH. */
    public MutexBenchmark() {
    }

    /**
     * Adds {@value #TURNS} times.
     *
     * @return the sum
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(TURNS)
    public long add() throws InterruptedException {
        Lock lock = peer.create.get();
        long[] sum = new long[1];
        int each = TURNS / threads;
        Crew crew = new Crew();
        for (int t = 0; t < threads; t++) {
            crew.start(() -> {
                for (int i = 0; i < each; i++) {
                    lock.lock();
                    sum[0]++;
                    lock.unlock();
                }
            });
        }
        crew.join();
        return sum[0];
    }
}
