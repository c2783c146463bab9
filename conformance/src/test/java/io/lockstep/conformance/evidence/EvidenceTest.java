package io.lockstep.conformance.evidence;

import io.lockstep.conformance.runner.BadInputException;
import io.lockstep.conformance.runner.Rooms;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EvidenceTest {

    @TempDir
    private Path root;

    private Path ledger() {
        return root.resolve("target").resolve("evidence.json");
    }

    private void record(String room, String section, Map<String, Integer> numbers) {
        Evidence.record(root, ledger(), room, section, numbers);
    }

    private static Map<String, Integer> edges(int total, int replayed) {
        return Map.of("total", total, "replayed", replayed);
    }

    @Test
    void isEmptyBeforeAnythingRan() {
        assertTrue(Evidence.load(ledger()).rooms().isEmpty());
    }

    @Test
    void aSectionReplacesItselfAndNothingElse() {
        record("lamp", "edges", edges(1, 1));
        record("lamp", "models", Map.of("run", 3, "asExpected", 3));
        record("door", "edges", edges(5, 5));
        record("lamp", "edges", edges(2, 2));

        Evidence evidence = Evidence.load(ledger());
        assertEquals(2, evidence.section("lamp", "edges").get("total"));
        assertEquals(3, evidence.section("lamp", "models").get("run"));
        assertEquals(5, evidence.section("door", "edges").get("total"));
        assertTrue(evidence.section("door", "models").isEmpty());
    }

    /** Several test JVMs record at a time. */
    @Test
    void recordsOfManyProcessesAllArrive() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
                    System.getProperty("java.class.path"), "-D" + Rooms.ROOT + "=" + root, Recorder.class.getName(), "p" + i)
                    .inheritIO().start());
        }
        for (Process process : processes) assertEquals(0, process.waitFor());
        Evidence evidence = Evidence.load(ledger());
        assertEquals(3, evidence.rooms().size());
        evidence.rooms().forEach((room, sections) -> assertEquals(Recorder.SECTIONS, sections.size(), room));
    }

    /** Records many sections of one room. */
    static final class Recorder {
        static final int SECTIONS = 30;

        public static void main(String[] args) {
            for (int i = 0; i < SECTIONS; i++) Evidence.record(args[0], "s" + i, edges(i, i));
        }
    }

    @Test
    void refusesAFileThatIsNoLedger() throws IOException {
        Files.createDirectories(ledger().getParent());
        for (String text : List.of("{\"rooms\": 1}", "{\"rooms\"", "{}")) {
            Files.writeString(ledger(), text);
            String message = assertThrows(BadInputException.class, () -> Evidence.load(ledger())).getMessage();
            assertTrue(message.startsWith(ledger() + " is not a ledger"), message);
        }
    }

    @Test
    void onlyFullSuccessOnThePresentSourcesIsGood() throws IOException {
        record("lamp", "edges", edges(2, 2));
        assertEquals(new Verdict(true, "2/2", ""), verdict());

        record("lamp", "edges", edges(2, 1));
        assertEquals(new Verdict(false, "1/2", "1 of 2 replayed"), verdict());

        record("lamp", "edges", edges(0, 0));
        assertEquals("nothing was run", verdict().reason());

        record("lamp", "edges", Map.of("events", 1000, "rejected", 1));
        assertEquals(new Verdict(false, "1,000, 1 rejected", "1 of 1,000 rejected"), verdict());

        record("lamp", "edges", Map.of("fine", 1));
        assertTrue(verdict().reason().contains("tell no result"), verdict().reason());

        record("lamp", "edges", edges(2, 2));
        Files.createDirectories(root.resolve("specs/lamp"));
        Files.writeString(root.resolve("specs/lamp/Lamp.tla"), "---- MODULE Lamp ----");
        assertEquals(new Verdict(false, "2/2 (stale)", "the sources have changed since; run it again"), verdict());
    }

    private Verdict verdict() throws IOException {
        return Verdict.of(Evidence.load(ledger()).section("lamp", "edges"), Sources.checksum(root, "lamp"));
    }
}
