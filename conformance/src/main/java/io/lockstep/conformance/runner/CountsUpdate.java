package io.lockstep.conformance.runner;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes counts that TLC found into a manifest, leaving its layout as it is. */
public final class CountsUpdate {

    private CountsUpdate() {
    }

    /**
     * Replaces the counts that a manifest states for a model.
     *
     * @param verdict what TLC found
     * @throws BadInputException if the model's entry cannot be found in the text
     */
    public static void write(Verdict verdict) {
        Path file = verdict.model().cfg().resolveSibling(Manifest.FILE);
        String cfg = verdict.model().cfg().getFileName().toString();
        try {
            String text = Files.readString(file);
            Matcher entry = Pattern.compile("\\{[^{}]*\"path\"\\s*:\\s*\"" + Pattern.quote(cfg) + "\"[^{}]*}").matcher(text);
            if (!find(entry, verdict.model().seed())) {
                throw new BadInputException(file + ": cannot find the entry of " + cfg + "; update it by hand");
            }
            String updated = replace(entry.group(), "distinctStates", verdict.counts().distinct());
            updated = replace(updated, "totalStates", verdict.counts().total());
            updated = replace(updated, "stateDepth", verdict.counts().depth());
            Files.writeString(file, text.substring(0, entry.start()) + updated + text.substring(entry.end()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on to the entry with a seed, or to the first one if there is none. */
    private static boolean find(Matcher entry, Long seed) {
        Pattern wanted = Pattern.compile(seed == null ? "" : "\"seed\"\\s*:\\s*" + seed + "\\b");
        while (entry.find()) if (wanted.matcher(entry.group()).find()) return true;
        return false;
    }

    private static String replace(String entry, String key, Long count) {
        return count == null ? entry : entry.replaceFirst("(\"" + key + "\"\\s*:\\s*)\\d+", "$1" + count);
    }
}
