package io.lockstep.conformance.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lockstep.conformance.runner.Project;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** {@code lockstep check} as its user sees it: what it prints, how it exits, what it leaves behind. */
class CheckCommandTest {

    @TempDir
    Path folder;

    private record Run(int exit, String out, String err) {
    }

    @Test
    void agreementExitsWithZeroATableAndEvidence() throws Exception {
        Project.in(folder).only("Good", "Deadlocks");
        Run run = check(Map.of());
        assertEquals(0, run.exit(), run::toString);
        assertTrue(run.out().contains("[2/2] ok"), run.out());
        assertTrue(run.out().matches("(?s).*\\| counter \\| Good +\\| success +\\| as expected +\\| +16 \\| +5 \\|.*"), run.out());
        assertTrue(run.out().strip().endsWith("all as expected"), run.out());
        JsonNode models = new ObjectMapper().readTree(folder.resolve("target/evidence.json").toFile()).at("/rooms/counter/models");
        assertEquals(2, models.path("run").asInt());
        assertEquals(2, models.path("asExpected").asInt());
    }

    @Test
    void disagreementExitsWithOneAndShowsTheCounterexample() throws Exception {
        Project.in(folder).only("BreaksInvariant").change("\"BelowMax\"", "\"InRange\"");
        Run run = check(Map.of());
        assertEquals(1, run.exit(), run::toString);
        assertTrue(run.out().contains("expected safety failure: InRange, got safety failure: BelowMax"), run.out());
        assertTrue(run.out().contains("     count: 0 → 1"), run.out());
        JsonNode models = new ObjectMapper().readTree(folder.resolve("target/evidence.json").toFile()).at("/rooms/counter/models");
        assertEquals(0, models.path("asExpected").asInt(-1));
    }

    @Test
    void anExpectedCounterexampleIsShownOnDemand() throws Exception {
        Project.in(folder).only("BreaksInvariant");
        assertFalse(check(Map.of()).out().contains("initial state"));
        Run shown = check(Map.of(), "--show", "BreaksInvariant");
        assertEquals(0, shown.exit(), shown::toString);
        assertTrue(shown.out().contains("  1  initial state"), shown.out());
    }

    @Test
    void jsonIsAllThatIsPrinted() throws Exception {
        Project.in(folder).only("Deadlocks");
        Run run = check(Map.of(), "--json");
        JsonNode json = new ObjectMapper().readTree(run.out());
        assertTrue(json.path("asExpected").asBoolean());
        assertEquals("deadlock", json.at("/models/0/got").asText());
        assertEquals("asleep", json.at("/models/0/counterexample").findValuesAsText("pc").getLast().replaceAll(".*\"(\\w+)\".*", "$1"));
    }

    @Test
    void updateWritesTheCountsThatDiffer() throws Exception {
        Project project = Project.in(folder).only("Good").change("\"distinctStates\": 16", "\"distinctStates\": 15");
        Run run = check(Map.of(), "--update");
        assertEquals(1, run.exit(), run::toString);
        assertTrue(run.out().contains("distinct states: expected 15, got 16"), run.out());
        assertTrue(Files.readString(project.manifest()).contains("\"distinctStates\": 16"));
    }

    @Test
    void badInputIsOneMessageAndExitTwo() throws Exception {
        Project.in(folder);
        assertBadInput(check(Map.of(), "--spec", "chanel"), "lockstep: no room named chanel; there are: counter");
        assertBadInput(check(Map.of(), "--show", "Nothing"), "lockstep: no model named Nothing; there are: Good, ");
        assertBadInput(check(Map.of(), "--jobs", "0"), "lockstep: --jobs must be at least 1, not 0");
        assertBadInput(check(Map.of("TLA2TOOLS", "/no/such.jar")), "lockstep: TLA2TOOLS=/no/such.jar: no TLC there");
        Files.writeString(folder.resolve("specs/counter/manifest.json"), "{");
        assertBadInput(check(Map.of()), "not JSON");
    }

    private static void assertBadInput(Run run, String message) {
        assertEquals(2, run.exit(), run::toString);
        assertTrue(run.err().contains(message), run::toString);
        assertEquals(1, run.err().strip().lines().count(), run::toString);
        assertEquals("", run.out());
    }

    private Run check(Map<String, String> environment, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1", "-Dlockstep.root=" + folder, "-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8",
                "-cp", System.getProperty("java.class.path"), Main.class.getName(), "check"));
        command.addAll(List.of(options));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectOutput(folder.resolve("out").toFile()).redirectError(folder.resolve("err").toFile());
        builder.environment().remove("TLA2TOOLS");
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        return new Run(exit, Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }
}
