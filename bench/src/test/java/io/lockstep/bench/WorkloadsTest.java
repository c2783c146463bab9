package io.lockstep.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is to be measured exists, and the headlines show something of each family. */
class WorkloadsTest {

    /** Ten minutes, less one for the build and for operations that take longer than an iteration. */
    private static final long HEADLINES = 9 * 60_000;

    @Test
    void everyRowNamesWhatThereIs() {
        Set<String> names = new HashSet<>();
        for (Row row : Workloads.all()) {
            row.check();
            assertTrue(names.add(row.name()), row.name());
        }
    }

    @Test
    void theHeadlinesAreRowsOfEachFamily() {
        assertTrue(Workloads.all().containsAll(Workloads.headline()));
        Set<Family> families = EnumSet.noneOf(Family.class);
        Workloads.headline().forEach(row -> families.add(row.family()));
        assertEquals(EnumSet.allOf(Family.class), families);
    }

    @Test
    void theHeadlinesTakeTenMinutes() {
        List<Turn> turns = Turn.all(Workloads.headline(), Effort.usual(2), (row, effort) -> List.of(), Path.of(""));
        assertTrue(Turn.estimate(turns) <= HEADLINES);
    }

    @Test
    void theSeamIsMeasuredMoreOften() {
        for (int rounds : List.of(1, 6)) {
            List<Turn> turns = Turn.all(Workloads.headline(), Effort.usual(rounds), (row, effort) -> List.of(), Path.of(""));
            Map<Family, Long> turnsOfOne = Workloads.headline().stream().collect(Collectors.toMap(Row::family,
                    row -> turns.stream().filter(turn -> turn.row().equals(row) && turn.peer().equals("Lockstep")).count(), (a, b) -> a));
            turnsOfOne.forEach((family, count) -> assertEquals(family == Family.SEAM ? Math.max(Family.SEAM_ROUNDS, rounds) : rounds, count, family.title()));
        }
    }

    @Test
    void aRowOfNothingIsFound() {
        Row row = Row.of(Family.SYNC, "row", OnceBenchmark.class, "ask");
        assertThrows(IllegalStateException.class, Row.of(Family.SYNC, "row", OnceBenchmark.class, "answer")::check);
        assertThrows(IllegalStateException.class, row.with("parameter", 1)::check);
        assertThrows(IllegalStateException.class, row.against("NOBODY", "nobody")::check);
    }

    @Test
    void nothingMeasuredIsAnError() {
        Row row = Workloads.headline().getFirst();
        assertThrows(IllegalStateException.class, () -> new Measurement().add(row, "Lockstep", List.of()));
    }
}
