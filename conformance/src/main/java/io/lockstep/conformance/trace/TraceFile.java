package io.lockstep.conformance.trace;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Traces in files: one event a line, as JSON.
 *
 * <pre>{"seq":12,"task":"t1","action":"Call","args":["send","a"]}</pre>
 *
 * <p>Lines are in the order of {@code seq}. Blank lines are ignored. Anything else is an error that
 * names the file and the line.
 */
public final class TraceFile {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final String EXPECTED =
            "; expected one event, like {\"seq\":12,\"task\":\"t1\",\"action\":\"Call\",\"args\":[\"send\",\"a\"]}";

    private TraceFile() {
    }

    /**
     * Writes a trace.
     *
     * @param file   where to; replaced if it exists
     * @param events the trace
     */
    public static void write(Path file, List<Event> events) {
        try (Writer out = Files.newBufferedWriter(file); JsonGenerator json = JSON.createGenerator(out)) {
            json.setRootValueSeparator(null);
            for (Event event : events) {
                json.writeStartObject();
                json.writeNumberField("seq", event.seq());
                json.writeStringField("task", event.task());
                json.writeStringField("action", event.action());
                json.writeArrayFieldStart("args");
                for (String arg : event.args()) json.writeString(arg);
                json.writeEndArray();
                json.writeEndObject();
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the trace " + file, e);
        }
    }

    /**
     * Reads a trace.
     *
     * @param file the file
     * @return its events
     * @throws TraceException if the file cannot be read, is empty, or has a malformed line
     */
    public static List<Event> read(Path file) {
        if (!Files.isRegularFile(file)) throw new TraceException("no trace file " + file);
        List<Event> events = new ArrayList<>();
        try (BufferedReader in = Files.newBufferedReader(file)) {
            int number = 0;
            for (String line; (line = in.readLine()) != null; ) {
                number++;
                if (line.isBlank()) continue;
                Event event = event(line, file + ":" + number);
                if (!events.isEmpty() && event.seq() < events.getLast().seq()) {
                    throw new TraceException(file + ":" + number + ": seq " + event.seq() + " follows seq "
                            + events.getLast().seq() + "; expected the lines in the order of seq");
                }
                events.add(event);
            }
        } catch (MalformedInputException e) {
            throw new TraceException(file + " is not text in UTF-8" + EXPECTED, e);
        } catch (IOException e) {
            throw new TraceException("cannot read the trace " + file + ": " + e.getMessage(), e);
        }
        if (events.isEmpty()) throw new TraceException(file + " is empty: a trace without events shows nothing" + EXPECTED);
        return events;
    }

    private static Event event(String line, String where) throws IOException {
        Long seq = null;
        String task = null;
        String action = null;
        List<String> args = null;
        try (JsonParser json = JSON.createParser(line)) {
            expect(json.nextToken() == JsonToken.START_OBJECT, where, "not a JSON object");
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                switch (field) {
                    case "seq" -> {
                        expect(value == JsonToken.VALUE_NUMBER_INT, where, "\"seq\" is not a whole number");
                        seq = json.getLongValue();
                    }
                    case "task" -> task = text(json, where, "\"task\"");
                    case "action" -> action = text(json, where, "\"action\"");
                    case "args" -> args = texts(json, where);
                    default -> throw new TraceException(where + ": unknown field \"" + field + "\"" + EXPECTED);
                }
            }
            expect(json.nextToken() == null, where, "more than one object on a line");
        } catch (JsonProcessingException e) {
            throw new TraceException(where + ": not JSON: " + e.getOriginalMessage() + EXPECTED, e);
        }
        expect(seq != null, where, "\"seq\" is missing");
        expect(task != null, where, "\"task\" is missing");
        expect(action != null, where, "\"action\" is missing");
        expect(args != null, where, "\"args\" is missing");
        return new Event(seq, task, action, args);
    }

    private static List<String> texts(JsonParser json, String where) throws IOException {
        expect(json.currentToken() == JsonToken.START_ARRAY, where, "\"args\" is not an array");
        List<String> texts = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) texts.add(text(json, where, "an element of \"args\""));
        return texts;
    }

    private static String text(JsonParser json, String where, String what) throws IOException {
        expect(json.currentToken() == JsonToken.VALUE_STRING, where, what + " is not a string");
        return json.getText();
    }

    private static void expect(boolean fulfilled, String where, String complaint) {
        if (!fulfilled) throw new TraceException(where + ": " + complaint + EXPECTED);
    }
}
