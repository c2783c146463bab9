package io.lockstep.conformance.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TraceCommandTest {

    private static final String[] SENT_AND_RECEIVED = {
            event(0, "t1", "Call", "send", "a"), event(1, "t2", "Call", "recv", "-"),
            event(2, "t2", "Return", "a"), event(3, "t1", "Return", "sent")};

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int trace(List<String> options, String... lines) throws IOException {
        Path file = Files.write(folder.resolve("trace.ndjson"), List.of(lines));
        List<String> command = new ArrayList<>(List.of("trace", file.toString()));
        command.addAll(options);
        CommandLine lockstep = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        return lockstep.execute(command.toArray(String[]::new));
    }

    private static String event(int seq, String task, String action, String... args) {
        return "{\"seq\":%d,\"task\":\"%s\",\"action\":\"%s\",\"args\":[%s]}".formatted(seq, task, action,
                args.length == 0 ? "" : "\"" + String.join("\",\"", args) + "\"");
    }

    private void assertComplaint(int exit, String complaint) {
        assertEquals(Main.BAD_INPUT, exit);
        assertTrue(err.toString().startsWith("lockstep: "), err.toString());
        assertTrue(err.toString().contains(complaint), err.toString());
        assertEquals("", out.toString());
    }

    @Test
    void acceptsWhatTheSpecificationAllows() throws IOException {
        assertEquals(0, trace(List.of("--spec", "channel"), SENT_AND_RECEIVED), err::toString);
        assertTrue(out.toString().contains("accepted by Channel, 4 events, grade timeboxed"), out.toString());
    }

    @Test
    void acceptsTracesOfLinearizationPoints() throws IOException {
        assertEquals(0, trace(List.of("--spec", "channel", "--set", "Cap=0"), event(0, "t1", "Call", "send", "a"),
                event(1, "t1", "SendPark"), event(2, "t2", "Call", "recv", "-"), event(3, "t2", "RecvHandOff"),
                event(4, "t1", "Resume"), event(5, "t2", "Return", "a"), event(6, "t1", "Return", "sent")), err::toString);
        assertTrue(out.toString().contains("grade points"), out.toString());
    }

    @Test
    void explainsWhatTheSpecificationDoesNotAllow() throws IOException {
        assertEquals(1, trace(List.of("--spec", "channel"), event(0, "t1", "Call", "tryRecv", "-"), event(1, "t1", "Return", "a")));
        assertTrue(out.toString().startsWith("Rejected: the specification allows the first 1 of 2 events"), out.toString());
        assertTrue(out.toString().contains("TLC can judge it again in "), out.toString());
    }

    @Test
    void judgesByTheConstantsThatAreSet() throws IOException {
        String[] buffered = {event(0, "t1", "Call", "send", "a"), event(1, "t1", "Return", "sent")};
        assertEquals(0, trace(List.of("--spec", "channel", "--set", "Cap=1"), buffered));
        assertEquals(1, trace(List.of("--spec", "channel", "--set", "Cap=0"), buffered));
    }

    @Test
    void refusesAMalformedFile() throws IOException {
        assertComplaint(trace(List.of("--spec", "channel"), "{\"seq\":"), "trace.ndjson:1: not JSON");
    }

    @Test
    void refusesAnEmptyFile() throws IOException {
        assertComplaint(trace(List.of("--spec", "channel")), "is empty");
    }

    @Test
    void refusesAnEventThatTheSpecificationDoesNotKnow() throws IOException {
        assertComplaint(trace(List.of("--spec", "channel"), event(0, "t1", "Jump")), "has no action Jump");
    }

    @Test
    void refusesAnUnknownRoomConstantOrGrade() throws IOException {
        assertComplaint(trace(List.of("--spec", "nowhere"), SENT_AND_RECEIVED), "no room named nowhere has traces; there are: channel");
        assertComplaint(trace(List.of("--spec", "channel", "--set", "Size=1"), SENT_AND_RECEIVED), "no constant Size; it has: ");
        assertComplaint(trace(List.of("--spec", "channel", "--set", "Cap=many"), SENT_AND_RECEIVED), "does not load with these constants");
        assertComplaint(trace(List.of("--spec", "channel", "--grade", "a+"), SENT_AND_RECEIVED), "no grade named a+");
    }
}
