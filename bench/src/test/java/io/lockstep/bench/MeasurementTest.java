package io.lockstep.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measurement that is broken off goes on where it was, and only there. */
class MeasurementTest {

    private static final Row ROW = Workloads.headline().getFirst();
    private static final Effort EFFORT = new Effort(2, 1, 3, 10);

    private final Measurement measurement = new Measurement();
    @TempDir
    private Path folder;

    @BeforeEach
    void describe() {
        measurement.circumstances.put(Circumstances.DATE, "today");
        measurement.circumstances.put("commit", "one");
    }

    private static Turn turn(int round, String peer) {
        return new Turn(round, ROW, peer, EFFORT, true, () -> List.of());
    }

    private Measurement reread() throws IOException {
        Path file = folder.resolve("unfinished.json");
        measurement.write(file);
        return Measurement.read(file);
    }

    @Test
    void noTurnIsTakenTwiceAndNoneIsLeftOut() throws IOException {
        assertFalse(measurement.has(turn(1, "jox")));
        measurement.add(ROW, "jox", List.of(1.0, 2.0, 3.0));
        assertTrue(reread().has(turn(1, "jox")));
        assertFalse(reread().has(turn(2, "jox")));
        assertFalse(reread().has(turn(1, "Kotlin")));
        measurement.add(ROW, "jox", List.of(4.0, 5.0, 6.0));
        assertTrue(reread().has(turn(2, "jox")));
        assertEquals(List.of(1.0, 2.0, 3.0, 4.0, 5.0, 6.0), reread().results.getFirst().samples().get("jox"));
    }

    @Test
    void itGoesOnAnotherDayButNotOnAnotherCommit() throws IOException {
        Measurement earlier = reread();
        measurement.circumstances.put(Circumstances.DATE, "tomorrow");
        assertTrue(earlier.isLike(measurement));
        measurement.circumstances.put("commit", "another");
        assertFalse(earlier.isLike(measurement));
    }

    @Test
    void whatIsNoMeasurementIsSaidToBeNone() throws IOException {
        Path file = Files.writeString(folder.resolve("results.json"), "{\"results\": [");
        IOException e = assertThrows(IOException.class, () -> Measurement.read(file));
        assertTrue(e.getMessage().startsWith(file + " holds no measurement"), e.getMessage());
    }
}
