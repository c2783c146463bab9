package io.lockstep.conformance.evidence;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.lockstep.conformance.runner.BadInputException;
import io.lockstep.conformance.runner.Rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.TreeMap;

/**
 * The ledger {@code target/evidence.json}: for every room and layer what was run and what came out.
 *
 * <p>A layer records its totals when it has finished; they replace what it recorded before.
 */
public final class Evidence {
    /*
     * Several JVMs record at a time. A record reads the ledger, changes one section and moves a new
     * file into the old one's place, all under a lock on a file beside it. Readers need no lock: a
     * move is atomic. File locks belong to a whole JVM, so that threads exclude each other by a
     * monitor.
     *
     * Each section also carries SOURCES, a checksum of what it is evidence about. After a change of
     * the sources it is stale, and proves nothing.
     */

    /** The system property that names another ledger: for runs that are no evidence, as those of mutants. */
    public static final String LEDGER = "lockstep.evidence";

    static final String SOURCES = "sources";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Map<String, Map<String, Map<String, Number>>> rooms;

    private Evidence(Map<String, Map<String, Map<String, Number>>> rooms) {
        this.rooms = rooms;
    }

    /**
     * Enters what a layer has run, in place of what is there for it.
     *
     * @param room    the room, for example {@code channel}
     * @param section the layer, for example {@code edges}
     * @param numbers what was run and what came out, for example total and replayed
     * @throws UncheckedIOException if the ledger cannot be written
     */
    public static void record(String room, String section, Map<String, ? extends Number> numbers) {
        record(Rooms.root(), ledger(), room, section, numbers);
    }

    /**
     * Reads the ledger.
     *
     * @return what has been recorded; empty if nothing was
     * @throws BadInputException if the file is not a ledger
     */
    public static Evidence load() {
        return load(ledger());
    }

    static synchronized void record(Path root, Path ledger, String room, String section, Map<String, ? extends Number> numbers) {
        try {
            Files.createDirectories(ledger.getParent());
            try (FileChannel guard = FileChannel.open(ledger.resolveSibling(ledger.getFileName() + ".lock"),
                    StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                guard.lock(); // until it is closed
                Map<String, Map<String, Map<String, Number>>> rooms = load(ledger).rooms;
                Map<String, Number> entry = new TreeMap<>(numbers);
                entry.put(SOURCES, Sources.checksum(root, room));
                rooms.computeIfAbsent(room, r -> new TreeMap<>()).put(section, entry);
                Path next = ledger.resolveSibling(ledger.getFileName() + ".next");
                Files.writeString(next, JSON.writeValueAsString(Map.of("rooms", rooms)) + "\n");
                Files.move(next, ledger, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot record evidence in " + ledger + ": " + e.getMessage(), e);
        }
    }

    static Evidence load(Path ledger) {
        if (!Files.exists(ledger)) return new Evidence(new TreeMap<>());
        try {
            TreeMap<String, TreeMap<String, Map<String, Map<String, Number>>>> file =
                    JSON.readValue(Files.readString(ledger), new TypeReference<>() { });
            if (!file.containsKey("rooms")) throw new BadInputException(ledger + " is not a ledger: it has no \"rooms\"; remove it");
            return new Evidence(new TreeMap<>(file.get("rooms")));
        } catch (JacksonException e) {
            throw new BadInputException(ledger + " is not a ledger; remove it and run the checks again: "
                    + e.getOriginalMessage());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + ledger + ": " + e.getMessage(), e);
        }
    }

    /**
     * Everything recorded: room, section, key, number.
     *
     * @return the rooms in alphabetical order
     */
    public Map<String, Map<String, Map<String, Number>>> rooms() {
        return rooms;
    }

    /**
     * What a layer of a room has recorded.
     *
     * @param room    the room
     * @param section the layer
     * @return its numbers, or an empty map if it did not run
     */
    public Map<String, Number> section(String room, String section) {
        return rooms.getOrDefault(room, Map.of()).getOrDefault(section, Map.of());
    }

    private static Path ledger() {
        String named = System.getProperty(LEDGER, "");
        return named.isEmpty() ? Rooms.root().resolve("target").resolve("evidence.json") : Path.of(named).toAbsolutePath();
    }
}
