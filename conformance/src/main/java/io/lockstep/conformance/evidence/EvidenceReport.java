package io.lockstep.conformance.evidence;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The ledger, judged: a row per room, a column per layer. */
public final class EvidenceReport {

    /** The layers that every ledger has a column for; a column for each other one follows. */
    static final List<String> LAYERS = List.of("models", "edges", "traces", "schedules", "lincheck", "mutants", "proofs");

    private final Map<String, Map<String, Verdict>> verdicts = new TreeMap<>();

    /**
     * Judges a ledger.
     *
     * @param root     the project's folder, for the present sources
     * @param evidence what has been recorded
     */
    public EvidenceReport(Path root, Evidence evidence) {
        evidence.rooms().forEach((room, sections) -> {
            long sources = sources(root, room);
            Map<String, Verdict> row = new LinkedHashMap<>();
            sections.forEach((section, numbers) -> row.put(section, Verdict.of(numbers, sources)));
            verdicts.put(room, row);
        });
    }

    private static long sources(Path root, String room) {
        try {
            return Sources.checksum(root, room);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Tells whether there is nothing to show.
     *
     * @return true if nothing was recorded
     */
    public boolean isEmpty() {
        return verdicts.isEmpty();
    }

    /**
     * Everything in one table.
     *
     * @return lines of text
     */
    public String table() {
        Set<String> layers = new LinkedHashSet<>(LAYERS);
        verdicts.values().forEach(row -> layers.addAll(row.keySet()));
        List<Column> columns = new ArrayList<>();
        columns.add(new Column().header("room").headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT));
        for (String layer : layers) columns.add(new Column().header(layer).headerAlign(HorizontalAlign.RIGHT));
        Object[][] cells = verdicts.entrySet().stream().map(room -> {
            List<Object> row = new ArrayList<>(List.of(room.getKey()));
            for (String layer : layers) row.add(room.getValue().containsKey(layer) ? room.getValue().get(layer).summary() : "-");
            return row.toArray();
        }).toArray(Object[][]::new);
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns.toArray(Column[]::new), cells);
    }

    /**
     * What is not as it should be.
     *
     * @return a line for each, none if all is well
     */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        verdicts.forEach((room, row) -> row.forEach((layer, verdict) -> {
            if (!verdict.good()) problems.add(room + " " + layer + ": " + verdict.reason());
        }));
        return problems;
    }

    /** What has been recorded for a room's layer, or null. */
    Verdict verdict(String room, String layer) {
        return verdicts.getOrDefault(room, Map.of()).get(layer);
    }

    /** The rooms that have recorded anything. */
    Set<String> rooms() {
        return verdicts.keySet();
    }
}
