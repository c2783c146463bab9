package io.lockstep.conformance.evidence;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The README's map of rooms: a Markdown table whose first column is headed {@code room}. Each cell
 * claims something, but for a dash: its links, that what they point to exists; and below the name of a
 * layer, that this layer has run with the result it should have.
 */
public final class ReadmeMap {

    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern NOTHING = Pattern.compile("[-–—]?");

    /** Claims by room, then by column. */
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

    /**
     * Reads the map.
     *
     * @param readme the README's text
     */
    public ReadmeMap(String readme) {
        List<String> header = null;
        for (String line : readme.lines().toList()) {
            List<String> cells = cells(line);
            if (cells.isEmpty()) {
                header = null;
            } else if (header == null) {
                header = cells.stream().map(c -> c.toLowerCase(Locale.ROOT)).toList();
            } else if (header.get(0).equals("room") && !line.matches("[|\\s:-]+")) {
                Map<String, String> row = new LinkedHashMap<>();
                for (int i = 1; i < Math.min(header.size(), cells.size()); i++) row.put(header.get(i), cells.get(i));
                rows.put(cells.get(0).replaceAll("[`*]", ""), row);
            }
        }
    }

    private static List<String> cells(String line) {
        String row = line.strip();
        if (!row.startsWith("|")) return List.of();
        return Arrays.stream(row.substring(1).split("\\|")).map(String::strip).toList();
    }

    /**
     * Compares the map with the project's folders.
     *
     * @param root the project's folder
     * @return what the README claims wrongly, or leaves out; empty if they agree
     */
    public List<String> disagreementsWithFolders(Path root) {
        List<String> wrong = new ArrayList<>();
        if (rows.isEmpty()) wrong.add("the README has no map: a table whose first column is headed room");
        rows.forEach((room, row) -> row.forEach((column, cell) -> {
            for (Matcher link = LINK.matcher(cell); link.find(); ) {
                if (!Files.exists(root.resolve(link.group(1)))) {
                    wrong.add(claim(room, column) + " links to " + link.group(1) + ", which does not exist");
                }
            }
        }));
        return wrong;
    }

    /**
     * Compares the map with what was run.
     *
     * @param report the ledger
     * @return what the README claims wrongly, or leaves out; empty if they agree
     */
    public List<String> disagreementsWith(EvidenceReport report) {
        List<String> wrong = new ArrayList<>();
        rows.forEach((room, row) -> row.forEach((column, cell) -> {
            Verdict verdict = report.verdict(room, column);
            if (NOTHING.matcher(cell).matches()) {
                if (verdict != null) wrong.add(claim(room, column) + " claims nothing, but it has run: " + verdict.summary());
            } else if (EvidenceReport.LAYERS.contains(column)) {
                if (verdict == null) wrong.add(claim(room, column) + " claims what has not run");
                else if (!verdict.good()) wrong.add(claim(room, column) + " claims success, but " + verdict.reason());
            }
        }));
        for (String room : new TreeSet<>(report.rooms())) {
            if (!rows.containsKey(room)) wrong.add("the README's map leaves out the room " + room + ", which has run");
        }
        return wrong;
    }

    private static String claim(String room, String column) {
        return "the README's map, " + room + " " + column + ",";
    }
}
