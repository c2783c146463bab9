package io.lockstep.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has been measured: for each row and peer the samples, in nanoseconds per operation. */
public final class Measurement {

    /**
     * A row of the results.
     *
     * @param family  the chart it belongs to
     * @param name    the workload
     * @param samples by the peer's name, ours first
     */
    public record Result(String family, String name, Map<String, List<Double>> samples) {
    }

    /** When, where and with what: shown as it is. */
    public final Map<String, String> circumstances = new LinkedHashMap<>();
    /** The rows in the order in which they were asked for. */
    public final List<Result> results = new ArrayList<>();

    /** Nothing yet. */
    public Measurement() {
    }

    /** Adds samples to those of earlier rounds. */
    void add(Row row, String peer, List<Double> samples) {
        Result result = results.stream().filter(r -> r.family().equals(row.family()) && r.name().equals(row.name())).findFirst()
                .orElseGet(() -> {
                    Result first = new Result(row.family(), row.name(), new LinkedHashMap<>());
                    results.add(first);
                    return first;
                });
        result.samples().computeIfAbsent(peer, p -> new ArrayList<>()).addAll(samples);
    }
}
