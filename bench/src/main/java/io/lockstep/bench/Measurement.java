package io.lockstep.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What has been measured: for each row and peer the samples, in the unit of the row's family. */
public final class Measurement {

    /**
     * A row of the results.
     *
     * @param family  the title of the family it belongs to
     * @param name    the workload
     * @param samples by the peer's name, ours first
     */
    public record Result(String family, String name, Map<String, List<Double>> samples) {
    }

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** When, where and with what: shown as it is. */
    public final Map<String, String> circumstances = new LinkedHashMap<>();
    /** The rows in the order in which they were asked for. */
    public final List<Result> results = new ArrayList<>();

    /** Nothing yet. */
    public Measurement() {
    }

    /**
     * An earlier measurement.
     *
     * @param file where {@link #write} has put it
     * @return what it has found
     * @throws IOException if it cannot be read
     */
    public static Measurement read(Path file) throws IOException {
        return JSON.readValue(file.toFile(), Measurement.class);
    }

    /**
     * Keeps what has been measured.
     *
     * @param file where
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        JSON.writeValue(file.toFile(), this);
    }

    /**
     * Adds samples to those of earlier rounds.
     *
     * @throws IllegalStateException if there are none
     */
    void add(Row row, String peer, List<Double> samples) {
        if (samples.isEmpty()) throw new IllegalStateException("row " + row.name() + ": no samples of " + peer);
        Result result = results.stream().filter(r -> r.name().equals(row.name())).findFirst()
                .orElseGet(() -> {
                    Result first = new Result(row.family().title(), row.name(), new LinkedHashMap<>());
                    results.add(first);
                    return first;
                });
        result.samples().computeIfAbsent(peer, p -> new ArrayList<>()).addAll(samples);
    }
}
