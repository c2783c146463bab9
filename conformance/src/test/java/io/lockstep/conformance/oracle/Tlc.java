package io.lockstep.conformance.oracle;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The stock model checker in a process of its own, to compare the oracle with. */
final class Tlc {

    private static final Pattern COUNTS =
            Pattern.compile("([\\d,]+) states generated, ([\\d,]+) distinct states found, 0 states left");
    private static final Pattern DEPTH = Pattern.compile("depth of the complete state graph search is (\\d+)");

    private Tlc() {
    }

    /** What TLC reports of a model whose module and configuration are in one folder, violations or not. */
    static Graph.Extent explore(Path module, Path cfg, Path scratch, Path... library) throws IOException {
        String libraries = Stream.of(library).map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        Process tlc = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + scratch, "-DTLA-Library=" + libraries, "-XX:TieredStopAtLevel=1",
                "-cp", System.getProperty("java.class.path"), "tlc2.TLC", "-workers", "1", "-deadlock", "-continue",
                "-metadir", scratch.resolve("meta").toString(), "-config", cfg.getFileName().toString(),
                module.getFileName().toString())
                .directory(module.getParent().toFile()).redirectErrorStream(true).start();
        String output = new String(tlc.getInputStream().readAllBytes());
        MatchResult counts = find(COUNTS, output);
        return new Graph.Extent(number(counts.group(2)), number(counts.group(1)),
                number(find(DEPTH, output).group(1)));
    }

    private static MatchResult find(Pattern pattern, String output) {
        Matcher matcher = pattern.matcher(output);
        if (!matcher.find()) throw new AssertionError("TLC did not report " + pattern + " but\n" + output);
        return matcher.toMatchResult();
    }

    private static int number(String digits) {
        return Integer.parseInt(digits.replace(",", ""));
    }
}
