package io.lockstep.conformance.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Writes a script, such as {@code lockstep}, which runs a program of the rig with the JDK and the class
 * path that the build has chosen. The build runs this.
 */
final class Launcher {

    private Launcher() {
    }

    /**
     * Writes the script.
     *
     * @param args the script's path, two folders below the project's; the main class; then the JVM's flags
     * @throws IOException if it cannot be written
     */
    public static void main(String[] args) throws IOException {
        Path script = Path.of(args[0]).toAbsolutePath().normalize();
        Path root = script.getParent().getParent().getParent();
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String flags = Arrays.stream(args).skip(2).map(Launcher::quoted).collect(Collectors.joining(" "));
        Files.writeString(script, """
                #!/bin/sh
                # Written by the build. It runs a program of the conformance rig.
                root=$(cd "$(dirname "$0")/../.." && pwd) || exit 1
                java=%s
                if [ ! -x "$java" ]; then
                  echo "lockstep: the JDK that this was built with is gone: $java; run 'make clean' and try again" >&2
                  exit 1
                fi
                exec "$java" %s "-Dlockstep.root=$root" -cp "%s" %s "$@"
                """.formatted(quoted(java), flags, classPath(root), args[1]));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** This JVM's class path; what is in the project is named relative to its root. */
    private static String classPath(Path root) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
                .map(p -> p.startsWith(root) ? "$root/" + root.relativize(p) : p.toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String quoted(String word) {
        return "'" + word.replace("'", "'\\''") + "'";
    }
}
