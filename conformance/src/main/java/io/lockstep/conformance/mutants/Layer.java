package io.lockstep.conformance.mutants;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A test class of a room, as a means to find faults. {@code ChannelEdgesTest} of room {@code channel}
 * is its layer {@code edges}; {@code ChannelTest} is its layer {@code examples}.
 *
 * @param room      the room
 * @param name      the layer
 * @param testClass the class's full name
 */
record Layer(String room, String name, String testClass) {

    private static final Pattern FILE = Pattern.compile("(\\w+?)((?:Properties)?Test|Properties)\\.class");

    /**
     * Finds the layers of a room on this JVM's class path.
     *
     * @param parent the package that has a package for each room
     * @param room   the room
     * @return its layers by class name
     */
    static List<Layer> of(String parent, String room) {
        String folder = (parent + "." + room).replace('.', '/');
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .map(entry -> entry.resolve(folder)).filter(Files::isDirectory).flatMap(Layer::files)
                .map(FILE::matcher).filter(Matcher::matches)
                .map(m -> new Layer(room, name(room, m.group(1), m.group(2)), parent + "." + room + "." + m.group().replace(".class", "")))
                .sorted((a, b) -> a.testClass.compareTo(b.testClass)).toList();
    }

    private static String name(String room, String stem, String suffix) {
        String middle = stem.toLowerCase(Locale.ROOT).startsWith(room) ? stem.substring(room.length()) : stem;
        if (!middle.isEmpty()) return middle.toLowerCase(Locale.ROOT);
        return suffix.startsWith("Properties") ? "properties" : "examples";
    }

    private static Stream<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(f -> f.getFileName().toString()).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
