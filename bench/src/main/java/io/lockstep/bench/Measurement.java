package io.lockstep.bench;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    /** How long it has taken so far, in nanoseconds, without breaks. */
    public long nanos;
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
        try {
            return JSON.readValue(file.toFile(), Measurement.class);
        } catch (JacksonException e) {
            throw new IOException(file + " holds no measurement; remove it and measure again: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * Keeps what has been measured. Who breaks off meanwhile finds what was there before.
     *
     * @param file where
     * @throws IOException if it cannot be written
     */
    public void write(Path file) throws IOException {
        Path beside = file.resolveSibling(file.getFileName() + ".new");
        JSON.writeValue(beside.toFile(), this);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whether another measurement, at whatever time, would measure the same. */
    boolean isLike(Measurement other) {
        return undated().equals(other.undated());
    }

    private Map<String, String> undated() {
        Map<String, String> facts = new LinkedHashMap<>(circumstances);
        facts.remove(Circumstances.DATE);
        return facts;
    }

    /** Whether a turn has been taken. */
    boolean has(Turn turn) {
        return find(turn.row()).map(result -> result.samples().getOrDefault(turn.peer(), List.of()).size() >= turn.samples()).orElse(false);
    }

    private Optional<Result> find(Row row) {
        return results.stream().filter(result -> result.name().equals(row.name())).findFirst();
    }

    /**
     * Adds samples to those of earlier rounds.
     *
     * @throws IllegalStateException if there are none
     */
    void add(Row row, String peer, List<Double> samples) {
        if (samples.isEmpty()) throw new IllegalStateException("row " + row.name() + ": no samples of " + peer);
        Result result = find(row).orElseGet(() -> {
            Result first = new Result(row.family().title(), row.name(), new LinkedHashMap<>());
            results.add(first);
            return first;
        });
        result.samples().computeIfAbsent(peer, p -> new ArrayList<>()).addAll(samples);
    }
}
