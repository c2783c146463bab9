package io.lockstep.bench;

import io.lockstep.waitgroup.WaitGroup;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** Starts tasks in new threads and waits until all are done: the time per task. */
public class WaitGroupBenchmark extends Workload {

    private static final int TASKS = 100_000;

    /** Whose counter. */
    public enum Counter {
        /** Ours. */
        LOCKSTEP,
        /** The JDK's for one round, whose number of tasks has to be known in advance. */
        COUNT_DOWN_LATCH,
        /** The JDK's for many rounds, of up to 65,535 tasks each. */
        PHASER
    }

    /** Whose counter. */
    @Param("LOCKSTEP")
    public Counter peer;

    /** How many tasks in one round; a divisor of {@value #TASKS}. */
    @Param({"10", "10000"})
    public int round;

    /** For JMH. */
    public WaitGroupBenchmark() {
    }

    /**
     * Starts {@value #TASKS} tasks, round by round.
     *
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public void tasks() throws InterruptedException {
        for (int i = 0; i < TASKS / round; i++) {
            switch (peer) {
                case LOCKSTEP -> {
                    WaitGroup group = new WaitGroup();
                    group.add(round);
                    for (int t = 0; t < round; t++) Thread.startVirtualThread(group::done);
                    group.await();
                }
                case COUNT_DOWN_LATCH -> {
                    CountDownLatch latch = new CountDownLatch(round);
                    for (int t = 0; t < round; t++) Thread.startVirtualThread(latch::countDown);
                    latch.await();
                }
                case PHASER -> {
                    Phaser phaser = new Phaser(round + 1);
                    for (int t = 0; t < round; t++) Thread.startVirtualThread(phaser::arriveAndDeregister);
                    phaser.arriveAndAwaitAdvance();
                }
            }
        }
    }
}
