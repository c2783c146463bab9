package io.lockstep.conformance.evidence;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EvidenceReportTest {

    @TempDir
    private Path root;

    @Test
    void showsARowPerRoomAndTellsWhatIsWrong() {
        record("lamp", "models", Map.of("run", 3, "asExpected", 3));
        record("lamp", "traces", Map.of("events", 120000, "rejected", 0));
        record("door", "schedules", Map.of("run", 1000, "failed", 2));
        record("door", "peers", Map.of("run", 4, "failed", 0));

        EvidenceReport report = new EvidenceReport(root, Evidence.load(ledger()));
        assertEquals("""
                +------+--------+-------+---------+-----------------+----------+---------+--------+-------+
                | room | models | edges |  traces |       schedules | lincheck | mutants | proofs | peers |
                +------+--------+-------+---------+-----------------+----------+---------+--------+-------+
                | door |      - |     - |       - | 1,000, 2 failed |        - |       - |      - |     4 |
                | lamp |    3/3 |     - | 120,000 |               - |        - |       - |      - |     - |
                +------+--------+-------+---------+-----------------+----------+---------+--------+-------+\
                """, report.table());
        assertEquals(List.of("door schedules: 2 of 1,000 failed"), report.problems());
    }

    @Test
    void isEmptyIfNothingWasRecorded() {
        assertTrue(new EvidenceReport(root, Evidence.load(ledger())).isEmpty());
    }

    private void record(String room, String section, Map<String, Integer> numbers) {
        Evidence.record(root, ledger(), room, section, numbers);
    }

    private Path ledger() {
        return root.resolve("evidence.json");
    }
}
