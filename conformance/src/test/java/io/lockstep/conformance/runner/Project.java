package io.lockstep.conformance.runner;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** A copy of the little project in the test resources, for a test to spoil. */
public record Project(Path root) {

    /** Copies the project into a folder. */
    public static Project in(Path root) throws IOException, URISyntaxException {
        Path source = Path.of(Project.class.getResource("/runner").toURI());
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = root.resolve(source.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
        return new Project(root);
    }

    /** The folder of its only room. */
    public Path room() {
        return root.resolve("specs").resolve("counter");
    }

    public Path manifest() {
        return room().resolve(Manifest.FILE);
    }

    /** Replaces a text in the manifest. */
    public Project change(String from, String to) throws IOException {
        String text = Files.readString(manifest());
        if (!text.contains(from)) throw new AssertionError("the manifest does not say " + from);
        Files.writeString(manifest(), text.replace(from, to));
        return this;
    }

    /** Leaves only the models of which the configurations are given, all of module Counter. */
    public Project only(String... names) throws IOException {
        String text = Files.readString(manifest());
        StringBuilder models = new StringBuilder();
        for (String name : names) {
            String entry = text.lines().filter(line -> line.contains("\"" + name + ".cfg\"")).findFirst().orElseThrow();
            models.append(models.isEmpty() ? "" : ",\n").append(entry.replaceFirst("}\\s*,?\\s*$", "}"));
        }
        Files.writeString(manifest(), "{ \"room\": \"counter\", \"modules\": [ { \"path\": \"Counter.tla\", \"models\": [\n"
                + models + "\n] } ] }\n");
        try (Stream<Path> files = Files.list(room())) {
            for (Path file : files.filter(f -> f.toString().endsWith(".cfg")).toList()) {
                if (!Stream.of(names).map(n -> n + ".cfg").toList().contains(file.getFileName().toString())) Files.delete(file);
            }
        }
        return this;
    }
}
