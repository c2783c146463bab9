package io.lockstep.conformance.trace;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TraceFileTest {

    @TempDir
    Path folder;

    @Test
    void readsBackWhatItWrites() throws IOException {
        List<Event> events = List.of(new Event(3, "t1", "Call", List.of("send", "a \"quoted\" value")),
                new Event(4, "t2", "Resume", List.of()));
        Path file = folder.resolve("trace.ndjson");
        TraceFile.write(file, events);
        assertEquals(events, TraceFile.read(file));
        assertEquals("{\"seq\":4,\"task\":\"t2\",\"action\":\"Resume\",\"args\":[]}", Files.readAllLines(file).get(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "no JSON at all                                              | not JSON",
            "{'seq':1,'task':'t1'                                        | not JSON",
            "[1]                                                         | not a JSON object",
            "{'seq':1,'task':'t1','action':'Call'}                       | 'args' is missing",
            "{'task':'t1','action':'Call','args':[]}                     | 'seq' is missing",
            "{'seq':1,'action':'Call','args':[]}                         | 'task' is missing",
            "{'seq':1,'task':'t1','args':[]}                             | 'action' is missing",
            "{'seq':'1','task':'t1','action':'Call','args':[]}           | 'seq' is not a whole number",
            "{'seq':1,'task':7,'action':'Call','args':[]}                | 'task' is not a string",
            "{'seq':1,'task':'t1','action':'Call','args':'a'}            | 'args' is not an array",
            "{'seq':1,'task':'t1','action':'Call','args':[1]}            | an element of 'args' is not a string",
            "{'seq':1,'task':'t1','action':'Call','args':[]} {}          | more than one object on a line",
            "{'seq':1,'seq':1,'task':'t1','action':'A','args':[]}        | Duplicate field",
            "{'seq':1,'task':'t1','action':'A','args':[],'x':1}          | unknown field 'x'"})
    void refusesAMalformedLineAndSaysWhichAndWhatItExpected(String line, String complaint) throws IOException {
        Path file = folder.resolve("trace.ndjson");
        Files.write(file, List.of("{\"seq\":0,\"task\":\"t1\",\"action\":\"Close\",\"args\":[]}", "", line.replace('\'', '"')));
        String message = assertThrows(TraceException.class, () -> TraceFile.read(file)).getMessage();
        assertTrue(message.contains("trace.ndjson:3: "), message);
        assertTrue(message.contains(complaint.replace('\'', '"')), message);
        assertTrue(message.contains("expected one event, like"), message);
    }

    @Test
    void refusesLinesOutOfOrder() throws IOException {
        Path file = folder.resolve("trace.ndjson");
        Files.write(file, List.of("{\"seq\":5,\"task\":\"t1\",\"action\":\"Close\",\"args\":[]}",
                "{\"seq\":4,\"task\":\"t1\",\"action\":\"Close\",\"args\":[]}"));
        String message = assertThrows(TraceException.class, () -> TraceFile.read(file)).getMessage();
        assertTrue(message.contains(":2: seq 4 follows seq 5"), message);
    }

    @Test
    void refusesAnEmptyFileAndAMissingOne() throws IOException {
        Path file = Files.createFile(folder.resolve("empty.ndjson"));
        assertTrue(assertThrows(TraceException.class, () -> TraceFile.read(file)).getMessage().contains("is empty"));
        assertTrue(assertThrows(TraceException.class, () -> TraceFile.read(folder.resolve("none"))).getMessage()
                .startsWith("no trace file"));
    }
}
