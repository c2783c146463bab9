package io.lockstep.bench;

import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.runner.RunnerException;

/**
 * One peer's turn at one row in one round.
 *
 * @param round  from 1
 * @param row    the workload
 * @param peer   what people call the peer
 * @param effort for how long
 * @param inJava whether a JVM has to start
 * @param work   measures
 */
record Turn(int round, Row row, String peer, Effort effort, boolean inJava, Work work) {

    /** What there is to do. */
    interface Work {
        /** The samples, in the unit of the row's family. */
        List<Double> measure() throws RunnerException, IOException, InterruptedException;
    }

    /** How long it takes, in milliseconds; more, if the workload is longer than an iteration. */
    long estimate() {
        return effort.estimate(inJava);
    }

    /** How many samples its peer has of its row afterwards. */
    int samples() {
        return round * effort.samples();
    }
}
