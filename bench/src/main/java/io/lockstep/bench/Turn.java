package io.lockstep.bench;

import io.lockstep.bench.report.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

    /** Measures in another language. */
    interface Elsewhere {
        /** The samples, in the unit of the row's family. */
        List<Double> measure(Row row, Effort effort) throws IOException, InterruptedException;
    }

    /**
     * All there is to measure, in its order: the peers of a row one after the other, all rows in each round.
     *
     * @param inGo     measures a row in Go; null to leave Go out
     * @param seamless the folder of classes that replace the library's seam where a row asks for that
     */
    static List<Turn> all(List<Row> rows, Effort effort, Elsewhere inGo, Path seamless) {
        List<Turn> turns = new ArrayList<>();
        int most = rows.stream().mapToInt(row -> effort.of(row).rounds()).max().orElse(0);
        for (int round = 1; round <= most; round++) {
            for (Row row : rows) {
                Effort own = effort.of(row);
                if (round > own.rounds()) continue;
                for (Map.Entry<String, String> peer : row.peers().entrySet()) {
                    turns.add(new Turn(round, row, peer.getValue(), own, true, () -> Fork.measure(row, peer.getKey(), own, seamless)));
                }
                if (inGo != null && row.inGo()) turns.add(new Turn(round, row, Samples.GO, own, false, () -> inGo.measure(row, own)));
            }
        }
        return turns;
    }

    /** How long some turns take, in milliseconds; more, if workloads are longer than an iteration. */
    static long estimate(List<Turn> turns) {
        return turns.stream().mapToLong(turn -> turn.effort.estimate(turn.inJava)).sum();
    }

    /** How many samples its peer has of its row afterwards. */
    int samples() {
        return round * effort.samples();
    }
}
