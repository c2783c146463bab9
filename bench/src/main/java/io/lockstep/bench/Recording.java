package io.lockstep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A recording of Java Flight Recorder, shown by the JDK's own tool. */
final class Recording {

    private Recording() {
    }

    /**
     * Prints in which methods the time went.
     *
     * @param title what was recorded
     * @param file  the recording
     * @throws IOException if the JDK has no such tool, or it fails
     */
    static void show(String title, Path file) throws IOException, InterruptedException {
        Path tool = Path.of(System.getProperty("java.home"), "bin", "jfr");
        if (!Files.isExecutable(tool)) throw new IOException("there is no " + tool + "; look at " + file + " with another tool");
        System.out.println("\n" + title + ", " + file);
        int code = new ProcessBuilder(tool.toString(), "view", "--width", "120", "hot-methods", file.toString()).inheritIO().start().waitFor();
        if (code != 0) throw new IOException(tool + " failed on " + file);
    }
}
