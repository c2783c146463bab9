package io.lockstep.conformance.mutants;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run of several test classes has done so far: a file, so that it survives the run's end however
 * it comes.
 *
 * @param file the file
 */
record Diary(Path file) {
    /*
     * A line when a class starts: its name. Another when it has passed: its name again, and the CPU time
     * in milliseconds. A run that has ended has at most one class that started and did not pass.
     */

    /** A class starts. */
    void started(String testClass) {
        write(testClass);
    }

    /** A class has passed. */
    void passed(String testClass, Duration spent) {
        write(testClass + " " + spent.toMillis());
    }

    /** The classes that have passed, each with its CPU time. */
    Map<String, Duration> passed() {
        Map<String, Duration> passed = new LinkedHashMap<>();
        for (String line : lines()) {
            String[] words = line.split(" ");
            if (words.length == 2) passed.put(words[0], Duration.ofMillis(Long.parseLong(words[1])));
        }
        return passed;
    }

    /** The class that has started and not passed; null if there is none. */
    String unfinished() {
        List<String> lines = lines();
        return lines.isEmpty() || lines.getLast().contains(" ") ? null : lines.getLast();
    }

    private void write(String line) {
        try {
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> lines() {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
