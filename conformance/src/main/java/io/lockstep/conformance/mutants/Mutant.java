package io.lockstep.conformance.mutants;

import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.patch.Patch;
import com.github.difflib.patch.PatchFailedException;
import io.lockstep.conformance.runner.BadInputException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fault to be seeded into the library: a unified diff of one source file, after comment lines.
 *
 * <pre>
 * # The first line tells the fault.
 * # Others tell where it comes from.
 * # Checked by: ROOM
 * --- a/impl/src/main/java/…
 * +++ b/impl/src/main/java/…
 * </pre>
 *
 * @param room  the room that it belongs to
 * @param name  the file's name without {@code .patch}
 * @param fault what is wrong
 * @param rooms whose tests have to find it: the mutant's own room, and the one that {@code Checked by} adds
 * @param file  the source file to be patched, relative to the project's folder; null for no change
 * @param diff  the difference
 */
record Mutant(String room, String name, String fault, List<String> rooms, Path file, List<String> diff) {

    /** Where the mutants of each room are. */
    static final Path FOLDER = Path.of("conformance", "src", "mutants");

    private static final String SUFFIX = ".patch";
    private static final Pattern TARGET = Pattern.compile("\\+\\+\\+ b/(\\S+).*");
    private static final Pattern CHECKED_BY = Pattern.compile("#\\s*Checked by:\\s*(\\w+)\\s*");

    /** The unchanged library, which every test has to pass. */
    static Mutant none(List<String> rooms) {
        return new Mutant("", "unchanged", "no fault", rooms, null, List.of());
    }

    /**
     * Reads the mutants of a project.
     *
     * @param root the project's folder
     * @return all of them, by room and name
     */
    static List<Mutant> all(Path root) {
        Path folder = root.resolve(FOLDER);
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(f -> f.toString().endsWith(SUFFIX)).sorted().map(Mutant::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mutant read(Path patch) {
        String room = patch.getParent().getFileName().toString();
        List<String> rooms = new ArrayList<>(List.of(room));
        List<String> lines = lines(patch);
        List<String> comments = lines.stream().takeWhile(l -> l.startsWith("#")).toList();
        for (String comment : comments) {
            Matcher checkedBy = CHECKED_BY.matcher(comment);
            if (checkedBy.matches()) rooms.add(checkedBy.group(1));
        }
        List<Matcher> targets = lines.stream().map(TARGET::matcher).filter(Matcher::matches).toList();
        if (comments.isEmpty() || targets.size() != 1) {
            throw new BadInputException(patch + " is no mutant; expected a comment line (#) that tells the fault, then"
                    + " a unified diff of one file with the lines --- a/FILE and +++ b/FILE");
        }
        return new Mutant(room, patch.getFileName().toString().replace(SUFFIX, ""), comments.get(0).substring(1).strip(),
                List.copyOf(rooms), Path.of(targets.get(0).group(1)), lines.subList(comments.size(), lines.size()));
    }

    /**
     * Seeds the fault.
     *
     * @param source the lines of {@link #file}
     * @return its lines with the fault
     * @throws BadInputException if the patch does not apply, or changes nothing
     */
    List<String> apply(List<String> source) {
        try {
            Patch<String> patch = UnifiedDiffUtils.parseUnifiedDiff(diff);
            List<String> mutated = patch.applyFuzzy(source, 0); // may have moved, but not changed
            if (!mutated.equals(source)) return mutated;
            throw new BadInputException("mutant " + this + " changes nothing in " + file);
        } catch (PatchFailedException e) {
            throw new BadInputException("mutant " + this + " no longer applies to " + file + "; bring its patch up to date");
        }
    }

    @Override
    public String toString() {
        return room.isEmpty() ? name : room + "/" + name;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
