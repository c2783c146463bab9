package io.lockstep.conformance.runner;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A manifest must list what is there, and say what is expected, or it is rejected with one clear message. */
class ManifestTest {

    @TempDir
    Path folder;
    Project project;

    @BeforeEach
    void copy() throws Exception {
        project = Project.in(folder);
    }

    @Test
    void tellsWhatEachModelMustEndIn() {
        List<Model> models = Rooms.models(project.root(), List.of("counter"));
        Model good = named(models, "Good");
        assertEquals(Result.SUCCESS, good.expected());
        assertEquals(new Counts(16L, 57L, 5L), good.counts());
        Model broken = named(models, "BreaksStep");
        assertEquals("safety failure: OnlyByOne", broken.expectation());
        assertEquals("Counter", broken.moduleName());
    }

    @Test
    void eachSeedIsAModelOfItsOwn() {
        List<Model> models = Rooms.models(project.root(), List.of("counter"));
        Model first = named(models, "Drawn-1");
        Model second = named(models, "Drawn-2");
        assertEquals(first.cfg(), second.cfg());
        assertEquals(List.of(1L, 2L), List.of(first.seed(), second.seed()));
    }

    @Test
    void aConfigurationThatNoModelListsIsRejected() throws Exception {
        Files.writeString(project.room().resolve("Forgotten.cfg"), "SPECIFICATION Spec");
        assertComplaint("lists no model for Forgotten.cfg");
    }

    @Test
    void aModelWithoutItsConfigurationIsRejected() throws Exception {
        Files.delete(project.room().resolve("Good.cfg"));
        assertComplaint("there is no Good.cfg beside it");
    }

    @Test
    void aMissingModuleIsRejected() throws Exception {
        Files.delete(project.room().resolve("Counter.tla"));
        assertComplaint("there is no Counter.tla beside it");
    }

    @Test
    void brokenJsonIsRejectedWithItsLine() throws Exception {
        Files.writeString(project.manifest(), "{ \"room\": \"counter\",\n  \"modules\" [] }");
        assertComplaint("manifest.json:2: not JSON");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "\"result\": \"deadlock\"   | \"result\": \"dead\"     | Deadlocks.cfg: \"result\" is \"dead\"",
            "\"violates\": \"BelowMax\" | \"breaks\": \"BelowMax\" | BreaksInvariant.cfg: unknown key \"breaks\"",
            ", \"violates\": \"NapsEnd\" |                         | Loops.cfg: a liveness failure needs \"violates\"",
            "\"result\": \"deadlock\"   | \"result\": \"deadlock\", \"violates\": \"BelowMax\" | \"violates\" makes no sense",
            "\"distinctStates\": 16     | \"distinctStates\": -1   | \"distinctStates\" is not a natural number",
            "\"stateDepth\": 5          | \"description\": \"\"    | Good.cfg: a success needs",
            "\"mode\": \"exhaustive search\" | \"mode\": \"guessing\" | \"mode\" must be",
            "\"random sample\", \"seed\": 1 | \"random sample\" | Drawn.cfg: a random sample needs a \"seed\", and nothing else has one",
            "\"random sample\", \"seed\": 1 | \"exhaustive search\", \"seed\": 1 | nothing else has one",
            "\"seed\": 2               | \"seed\": 1              | lists Drawn.cfg with seed 1 twice",
            "\"size\": \"small\"        | \"size\": \"middling\"   | \"size\" must be",
            "\"room\": \"counter\"      | \"room\": \"abacus\"     | calls the room \"abacus\"",
            "NeverWakes.cfg             | Good.cfg                 | lists Good.cfg twice",
    })
    void whatMakesNoSenseIsRejected(String from, String to, String complaint) throws Exception {
        project.change(from, to == null ? "" : to);
        assertComplaint(complaint);
    }

    @Test
    void anUnknownRoomIsRejectedWithTheKnownOnes() {
        BadInputException e = assertThrows(BadInputException.class, () -> Rooms.models(project.root(), List.of("chanel")));
        assertEquals("no room named chanel; there are: counter", e.getMessage());
    }

    @Test
    void aFolderOfSpecificationsWithoutManifestIsRejected() throws Exception {
        Files.delete(project.manifest());
        assertComplaint("has no manifest.json");
    }

    private void assertComplaint(String complaint) {
        BadInputException e = assertThrows(BadInputException.class, () -> Rooms.models(project.root(), List.of()));
        assertTrue(e.getMessage().contains(complaint), e.getMessage());
    }

    private static Model named(List<Model> models, String name) {
        return models.stream().filter(m -> m.name().equals(name)).findFirst().orElseThrow();
    }
}
