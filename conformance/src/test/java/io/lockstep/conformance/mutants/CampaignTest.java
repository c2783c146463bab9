package io.lockstep.conformance.mutants;

import io.lockstep.conformance.runner.BadInputException;
import io.lockstep.conformance.runner.Rooms;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The runner of mutants, on a toy project whose library is one class. */
class CampaignTest {

    private static final String TESTS = "io.lockstep.conformance.mutants";
    private static final String FILE = "impl/src/main/java/io/lockstep/conformance/mutants/toy/Counter.java";

    /** Minutes in which a hang is found on a busy machine, too; the JVM itself may run for ten. */
    private static final int SOON = 2;
    private static final Layer STEPS = new Layer("toy", "steps", TESTS + ".toy.ToyStepsTest");
    private static final Layer EXAMPLES = new Layer("toy", "examples", TESTS + ".toy.ToyTest");

    @TempDir
    private Path root;

    @BeforeEach
    void aProjectWithOneClass() throws IOException {
        Path original = Rooms.root().resolve("conformance/src/test/java/io/lockstep/conformance/mutants/toy/Counter.java");
        Files.createDirectories(root.resolve(FILE).getParent());
        Files.copy(original, root.resolve(FILE));
    }

    @Test
    void tellsWhichLayerKillsWhichMutant() throws IOException {
        mutant("another-text", "        return count + \" of \" + limit;", "        return \"\" + count;");
        mutant("never-zero", "        return count;", "        return Math.max(count, 1);");
        mutant("one-short", "            count++;", "            count++; if (count == 2) break;");
        Matrix matrix = new Matrix(campaign());
        assertEquals("""
                +------+--------------+----------+--------+
                | room | fault        | examples | steps  |
                +------+--------------+----------+--------+
                | toy  | another-text |    -     |   -    |
                | toy  | never-zero   |  killed  |   -    |
                | toy  | one-short    |    -     | killed |
                +------+--------------+----------+--------+""", matrix.table());
        assertEquals(List.of("SURVIVED  toy/another-text: a fault"), matrix.survivors().stream().map(Row::line).toList());
    }

    @Test
    void asksNoFurtherLayerWhenOneHasFoundTheFaultUnlessToldTo() throws IOException {
        mutant("always-seven", "        return count;", "        return 7;");
        assertEquals(List.of("killed    toy/always-seven by examples, steps"), campaign(1, true).stream().map(Row::line).sorted().toList());
        assertEquals(1, campaign(1, false).getFirst().verdicts().size());
    }

    @Test
    void aFaultThatIsNotFoundInEverySearchIsFoundByChance() throws IOException {
        mutant("always-seven", "        return count;", "        return 7;");
        mutant("seven-once", "        return count;", """
                        try {
                            java.nio.file.Files.createFile(java.nio.file.Path.of("%s"));
                            return 7;
                        } catch (java.io.IOException e) {
                            return count;
                        }""".formatted(root.resolve("found")).replace("\n", " "));
        Matrix matrix = new Matrix(campaign(3, false));
        assertEquals(2, matrix.rows().size());
        assertEquals(1, matrix.survivors().size(), matrix::table);
        String line = matrix.survivors().getFirst().line();
        assertTrue(line.matches("BY CHANCE toy/seven-once by (examples|steps), in 1 of 3 searches: a fault"), line);
    }

    @Test
    void aPatchAppliesAlsoIfItsLinesHaveMoved() throws IOException {
        mutant("always-zero", "        return count;", "        return 0;");
        Files.writeString(root.resolve(FILE), "// one line more\n\n" + Files.readString(root.resolve(FILE)));
        new Workshop(root, root.resolve("work")).make(Mutant.all(root).get(0));
        Path made = root.resolve("work/toy/always-zero/src/io/lockstep/conformance/mutants/toy/Counter.java");
        assertTrue(Files.readString(made).contains("return 0;"), made::toString);
    }

    @Test
    void refusesAPatchThatDoesNotApply() throws IOException {
        mutant("stale", "        return count;", "        return 0;");
        Files.writeString(root.resolve(FILE), Files.readString(root.resolve(FILE)).replace("return count;", "return this.count;"));
        refuses("mutant toy/stale no longer applies to");
    }

    @Test
    void refusesAPatchThatChangesNothing() throws IOException {
        mutant("idle", "        return count;", "        return count;");
        refuses("mutant toy/idle changes nothing");
    }

    @Test
    void refusesAMutantThatDoesNotCompile() throws IOException {
        mutant("broken", "        return count;", "        return counted;");
        refuses("mutant toy/broken does not compile:");
    }

    @Test
    void refusesAMutantWithoutAWordOfExplanation() throws IOException {
        Path patch = mutant("silent", "        return count;", "        return 0;");
        Files.writeString(patch, Files.readString(patch).replaceFirst("(?m)^#.*\n", ""));
        refuses("silent.patch is no mutant; expected a comment line");
    }

    @Test
    void refusesToCountKillsOfATestThatFailsAnyway() throws IOException {
        Files.writeString(root.resolve(FILE), Files.readString(root.resolve(FILE)).replace("count++;", "count += 2;"));
        mutant("always-zero", "        return count;", "        return 0;");
        refuses("ToyStepsTest fails on the unchanged library (killed)");
    }

    @Test
    void refusesARoomWithoutTests() throws IOException {
        Path patch = mutant("always-zero", "        return count;", "        return 0;");
        Path elsewhere = Files.createDirectories(root.resolve(Mutant.FOLDER).resolve("empty"));
        Files.move(patch, elsewhere.resolve("always-zero.patch"));
        refuses("mutant empty/always-zero is checked by no test");
    }

    @Test
    void theTestsOfAnotherRoomMayCheckAMutant() throws IOException {
        Path patch = mutant("always-zero", "        return count;", "        return 0;");
        Path elsewhere = Files.createDirectories(root.resolve(Mutant.FOLDER).resolve("empty")).resolve("always-zero.patch");
        Files.writeString(elsewhere, "# a fault\n# Checked by: toy\n" + Files.readString(patch));
        Files.delete(patch);
        assertEquals(List.of("killed    empty/always-zero by steps"), campaign().stream().map(Row::line).toList());
    }

    @Test
    @Timeout(value = SOON, unit = TimeUnit.MINUTES)
    void aTestThatDoesNotEndKills() throws IOException {
        mutant("endless", "            count++;", "            count += 0;");
        Path classes = new Workshop(root, root.resolve("work")).make(Mutant.all(root).get(0));
        assertEquals(Verdict.HANG, examine(classes).get(STEPS).verdict());
    }

    @Test
    @Timeout(value = SOON, unit = TimeUnit.MINUTES)
    void testsThatWaitForOneAnotherKill() throws IOException {
        mutant("deadlock", "            count++;", "            java.util.concurrent.locks.LockSupport.park();");
        Path classes = new Workshop(root, root.resolve("work")).make(Mutant.all(root).get(0));
        assertEquals(Verdict.HANG, examine(classes).get(STEPS).verdict());
    }

    @Test
    void layersThatPassShareAJvm() throws IOException {
        Map<Layer, Outcome> outcomes = examine(new Workshop(root, root.resolve("work")).make(Mutant.none(List.of("toy"))));
        assertEquals(List.of(STEPS, EXAMPLES), List.copyOf(outcomes.keySet()));
        for (Outcome outcome : outcomes.values()) {
            assertEquals(Verdict.SURVIVED, outcome.verdict());
            assertEquals(root.resolve("run/run-1/output.txt"), outcome.output());
        }
    }

    @Test
    void afterAKillTheOtherLayersHaveAJvmOfTheirOwn() throws IOException {
        mutant("one-short", "            count++;", "            count++; if (count == 2) break;");
        Map<Layer, Outcome> outcomes = examine(new Workshop(root, root.resolve("work")).make(Mutant.all(root).get(0)));
        assertEquals(Verdict.KILLED, outcomes.get(STEPS).verdict());
        assertEquals(Verdict.SURVIVED, outcomes.get(EXAMPLES).verdict());
        assertEquals(root.resolve("run/run-2/output.txt"), outcomes.get(EXAMPLES).output());
    }

    @Test
    void tellsHowLongEachLayerTakesOnTheUnchangedLibrary() throws IOException {
        mutant("never-zero", "        return count;", "        return Math.max(count, 1);");
        List<String> lines = new ArrayList<>();
        new Campaign(root, root.resolve("work"), TESTS, 2).run(null, null, 1, false, lines::add);
        for (String layer : List.of("steps", "examples")) {
            assertEquals(1, lines.stream().filter(l -> l.matches("  toy " + layer + ": [\\d.]+ s of CPU time")).count(), lines::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void anyOtherEndOfTheJvmIsAnError(int code) throws IOException {
        mutant("exits", "        return count;", "        System.exit(" + code + "); return count;");
        refuses("did not run: exit code " + code + "; see ");
    }

    /** With little patience: a toy takes no time. */
    private Map<Layer, Outcome> examine(Path classes) {
        return new Examination(new Fork(root), layer -> Duration.ofSeconds(3), true).of(classes, List.of(STEPS, EXAMPLES), root.resolve("run"));
    }

    private void refuses(String beginning) {
        String message = assertThrows(BadInputException.class, this::campaign).getMessage();
        assertTrue(message.contains(beginning), message);
    }

    private List<Row> campaign() {
        return campaign(1, true);
    }

    private List<Row> campaign(int times, boolean all) {
        return new Campaign(root, root.resolve("work"), TESTS, 2).run(null, null, times, all, line -> { });
    }

    /** A patch that replaces one line, with its neighbours as context. */
    private Path mutant(String name, String from, String to) throws IOException {
        List<String> lines = Files.readAllLines(root.resolve(FILE));
        int at = lines.indexOf(from);
        Path patch = Files.createDirectories(root.resolve(Mutant.FOLDER).resolve("toy")).resolve(name + ".patch");
        return Files.writeString(patch, """
                # a fault
                --- a/%s
                +++ b/%s
                @@ -%d,3 +%d,3 @@
                 %s
                -%s
                +%s
                 %s
                """.formatted(FILE, FILE, at, at, lines.get(at - 1), from, to, lines.get(at + 1)));
    }
}
