package io.lockstep.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The same workloads in Go: a program that is given the name of a row and prints its samples. */
final class GoProgram {

    /** What the program prints. */
    private record Output(String version, List<Double> samples) {
    }

    private GoProgram() {
    }

    /** The samples of a row; none, if Go has nothing of the kind. */
    static List<Double> measure(Path program, Row row) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
        if (row.isBusy()) command.add("-busy");
        command.add(row.workload());
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (InputStream out = process.getInputStream()) {
            Output output = new ObjectMapper().readValue(out, Output.class);
            if (process.waitFor() != 0) throw new IOException(command + " failed with exit code " + process.exitValue());
            return output.samples();
        }
    }
}
