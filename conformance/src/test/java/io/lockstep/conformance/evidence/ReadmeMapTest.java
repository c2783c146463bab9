package io.lockstep.conformance.evidence;

import io.lockstep.conformance.runner.Rooms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The README cannot claim what was not run. */
class ReadmeMapTest {

    private static final String README = """
            # Lamps

            | command | purpose |
            |---|---|
            | [make](no/such/file) | not the map |

            | Room | specs | edges | proofs |
            |---|---|---|---|
            | **lamp** | [Lamp](specs/lamp/#top) | ✓ | – |
            """;

    @TempDir
    private Path root;

    @BeforeEach
    void aLampThatRan() throws IOException {
        Files.createDirectories(root.resolve("specs/lamp"));
        record("lamp", "edges", Map.of("total", 2, "replayed", 2));
    }

    @Test
    void agreesWithWhatThereIs() {
        assertEquals(List.of(), disagreements(README));
    }

    @Test
    void rejectsALinkToNowhere() {
        assertEquals(List.of("the README's map, lamp specs, links to specs/lump/, which does not exist"),
                disagreements(README.replace("specs/lamp/", "specs/lump/")));
    }

    @Test
    void rejectsAClaimOfALayerThatDidNotRun() {
        assertEquals(List.of("the README's map, lamp proofs, claims what has not run"), disagreements(README.replace("–", "✓")));
    }

    @Test
    void rejectsAClaimOfARoomThatDidNotRun() {
        assertEquals(List.of("the README's map, door edges, claims what has not run"),
                disagreements(README + "| door | – | ✓ | – |\n"));
    }

    @Test
    void rejectsAClaimOfALayerThatFailed() {
        record("lamp", "edges", Map.of("total", 2, "replayed", 1));
        assertEquals(List.of("the README's map, lamp edges, claims success, but 1 of 2 replayed"), disagreements(README));
    }

    @Test
    void rejectsALayerLeftOut() {
        assertEquals(List.of("the README's map, lamp edges, claims nothing, but it has run: 2/2"),
                disagreements(README.replace("✓", "–")));
    }

    @Test
    void rejectsARoomLeftOut() {
        record("door", "edges", Map.of("total", 2, "replayed", 2));
        assertEquals(List.of("the README's map leaves out the room door, which has run"), disagreements(README));
    }

    @Test
    void rejectsAReadmeWithoutAMap() {
        assertTrue(disagreements("# Lamps").get(0).startsWith("the README has no map"));
    }

    @Test
    void thisProjectsMapLinksToWhatExists() throws IOException {
        Path project = Rooms.root();
        assertEquals(List.of(), new ReadmeMap(Files.readString(project.resolve("README.md"))).disagreementsWithFolders(project));
    }

    private List<String> disagreements(String readme) {
        ReadmeMap map = new ReadmeMap(readme);
        List<String> all = new ArrayList<>(map.disagreementsWithFolders(root));
        all.addAll(map.disagreementsWith(new EvidenceReport(root, Evidence.load(ledger()))));
        return all;
    }

    private void record(String room, String section, Map<String, Integer> numbers) {
        Evidence.record(root, ledger(), room, section, numbers);
    }

    private Path ledger() {
        return root.resolve("evidence.json");
    }
}
