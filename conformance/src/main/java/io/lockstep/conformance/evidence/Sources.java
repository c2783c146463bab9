package io.lockstep.conformance.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** What evidence about a room is about: the library's sources, and the room's specifications and proofs. */
final class Sources {

    private Sources() {
    }

    /** A number that changes with the sources. */
    static long checksum(Path root, String room) throws IOException {
        CRC32 sum = new CRC32();
        for (Path folder : List.of(root.resolve("impl/src/main"), root.resolve("specs").resolve(room), root.resolve("proofs").resolve(room))) {
            if (!Files.isDirectory(folder)) continue;
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(Sources::isSource).sorted().toList()) {
                    sum.update(root.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                    sum.update(Files.readAllBytes(file));
                }
            }
        }
        return sum.getValue();
    }

    /** Tools leave files of other kinds beside a specification. */
    private static boolean isSource(Path file) {
        String name = file.getFileName().toString();
        return Stream.of(".java", ".tla", ".cfg", ".json").anyMatch(name::endsWith) && !name.contains("_TTrace_")
                && Files.isRegularFile(file);
    }
}
