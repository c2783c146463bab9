package io.lockstep.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The same workloads in Go: a program that is given the name of a row and prints its samples. */
final class GoProgram {

    /** What the program can do. */
    private record Contents(String version, Set<String> rows) {
    }

    private final Path program;
    private final Contents contents;

    /**
     * A program.
     *
     * @throws IOException if it does not run
     */
    GoProgram(Path program) throws IOException, InterruptedException {
        this.program = program.toAbsolutePath();
        this.contents = run(List.of("-list"), Contents.class);
    }

    /** What Go calls its version. */
    String version() {
        return contents.version();
    }

    /**
     * Makes sure that a row that is said to be in Go is.
     *
     * @throws IllegalStateException if it is not
     */
    void check(Row row) {
        if (row.inGo() && !contents.rows().contains(row.workload())) {
            throw new IllegalStateException("row " + row.workload() + " is missing in the Go program " + program);
        }
    }

    /** The samples of a row, in the unit of its family. */
    List<Double> measure(Row row, Effort effort) throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of("-warmups", "" + effort.warmups(), "-samples", "" + effort.samples(),
                "-each", effort.iteration() + "ms"));
        if (row.isBusy()) arguments.add("-busy");
        arguments.add(row.workload());
        return List.of(run(arguments, Double[].class));
    }

    private <T> T run(List<String> arguments, Class<T> type) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        byte[] printed;
        try (InputStream out = process.getInputStream()) {
            printed = out.readAllBytes();
        }
        if (process.waitFor() != 0) throw new IOException(command + " failed with exit code " + process.exitValue());
        return new ObjectMapper().readValue(printed, type);
    }
}
