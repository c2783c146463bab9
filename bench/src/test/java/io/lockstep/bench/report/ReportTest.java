package io.lockstep.bench.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.bench.Measurement;
import io.lockstep.bench.Measurement.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small measurement made by hand, of which everything can be computed in the head. */
class ReportTest {

    private static final double EXACT = 1e-9;

    private final Measurement measurement = new Measurement();
    @TempDir
    private Path folder;

    @BeforeEach
    void measure() throws IOException {
        measurement.circumstances.put("machine", "none");
        add("select", "won", Map.of("Lockstep", List.of(10.0, 10.0, 10.0), "jox", List.of(40.0), "Kotlin", List.of(20.0), "Go", List.of(5.0)));
        add("sync", "lost, busy", Map.of("Lockstep", List.of(8.0, 8.0), "ReentrantLock", List.of(4.0, 4.0)));
        add("sync", "even", Map.of("Lockstep", List.of(8.0, 12.0, 10.0), "ReentrantLock", List.of(7.0, 9.0, 11.0)));
        add("memory", Goals.IDLE_CHANNEL, Map.of("Lockstep", List.of(201.0), "jox", List.of(100.0)));
        add("memory", Goals.ALLOCATED_BUFFERED, Map.of("Lockstep", List.of(0.01)));
        add("seam", "seam: mutex", Map.of("Lockstep", List.of(11.0, 9.0, 13.0), Goals.SEAMLESS, List.of(10.0, 8.0, 12.0)));
        Files.writeString(reasons(), "# Why\n\n## other; lost\n\nIt checks\nmore.\n");
    }

    private Path reasons() {
        return folder.resolve("reasons.md");
    }

    private void add(String family, String name, Map<String, List<Double>> samples) {
        Map<String, List<Double>> oursFirst = new LinkedHashMap<>();
        oursFirst.put(Samples.OURS, samples.get(Samples.OURS));
        samples.keySet().stream().sorted().forEach(peer -> oursFirst.put(peer, samples.get(peer)));
        measurement.results.add(new Result(family, name, oursFirst));
    }

    private Result row(String name) {
        return measurement.results.stream().filter(result -> result.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void ratiosSayHowOftenWeCouldDoItMeanwhile() {
        assertEquals(2, Samples.ratioToBest(row("won")), EXACT);
        assertEquals("Kotlin", Samples.best(row("won")));
        assertEquals(4, Samples.ratio(row("won"), "jox"), EXACT);
        assertEquals(0.5, Samples.ratio(row("won"), Samples.GO), EXACT);
        assertEquals(0.5, Samples.ratioToBest(row("lost, busy")), EXACT);
        assertEquals(4, Samples.mean(List.of(2.0, Double.NaN, 8.0)), EXACT);
    }

    @Test
    void goalsAreMetOrNotOrNotMeasured() {
        List<Goals.Goal> goals = Goals.of(measurement);
        assertEquals("1 of 3 rows; in 1 more the difference is within the spread", goals.get(0).figure());
        assertEquals(false, goals.get(0).met());
        assertEquals("0.97, the geometric mean of 3 rows", goals.get(1).figure()); // of 2, 0.5 and 0.9
        assertEquals(true, goals.get(2).met()); // jox
        assertEquals(true, goals.get(3).met()); // jox, selects
        assertEquals(false, goals.get(4).met()); // Go
        assertEquals(true, goals.get(5).met()); // a buffered send and receive
        assertEquals(null, goals.get(6).met()); // a ready select
        assertEquals(false, goals.get(7).met()); // an idle channel
        assertEquals(true, goals.get(8).met()); // the seam
    }

    @Test
    void thePageSaysWhyRowsAreNotWon() throws IOException {
        Report.write(measurement, reasons(), folder);
        String page = Files.readString(folder.resolve(Report.PAGE));
        assertTrue(page.contains("- machine: none\n"), page);
        assertTrue(page.contains("| lost, busy | 0.50 | ReentrantLock | It checks more. |\n"), page);
        assertTrue(page.contains("| even | 0.90 | ReentrantLock | within the spread |\n"), page);
        assertTrue(page.contains("| won | 10.0 ± 0.00 | 5.00 ± 0.00 | 20.0 ± 0.00 | 40.0 ± 0.00 | 2.00 | 0.50 |\n"), page);
        for (String family : List.of("select", "sync", "memory", "seam")) {
            assertTrue(Files.readString(folder.resolve(family + ".svg")).contains("<svg"), family);
        }
    }

    @Test
    void aMeasurementIsReadAsItWasWritten() throws IOException {
        Path file = folder.resolve("results.json");
        measurement.write(file);
        Measurement again = Measurement.read(file);
        assertEquals(measurement.circumstances, again.circumstances);
        assertEquals(measurement.results, again.results);
    }
}
