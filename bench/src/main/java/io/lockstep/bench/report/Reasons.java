package io.lockstep.bench.report;

import io.lockstep.bench.Measurement.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Why some rows are not won: prose, written by people. In its file a heading of the second level names rows,
 * with semicolons between them, and what follows up to the next heading is their reason. A reason for a row
 * also stands for the same row while the cores have other work, unless that has one of its own.
 */
final class Reasons {

    private static final String HEADING = "## ";
    private static final String BUSY = ", busy";

    private final Map<String, String> byRow = new HashMap<>();

    /**
     * Those of a file.
     *
     * @throws IOException if it cannot be read
     */
    Reasons(Path file) throws IOException {
        String[] parts = ("\n" + Files.readString(file)).split("\n" + HEADING);
        for (int i = 1; i < parts.length; i++) {
            String[] headingAndText = parts[i].split("\n", 2);
            String text = headingAndText.length == 1 ? "" : headingAndText[1].strip().replaceAll("\\s+", " ");
            for (String row : headingAndText[0].split(";")) byRow.put(row.strip(), text);
        }
    }

    /** The reason for a row, if somebody has given one. */
    Optional<String> of(Result row) {
        String name = row.name();
        String idle = name.endsWith(BUSY) ? name.substring(0, name.length() - BUSY.length()) : name;
        return Optional.ofNullable(byRow.getOrDefault(name, byRow.get(idle))).filter(text -> !text.isEmpty());
    }
}
