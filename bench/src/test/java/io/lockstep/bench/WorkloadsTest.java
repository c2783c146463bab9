package io.lockstep.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
