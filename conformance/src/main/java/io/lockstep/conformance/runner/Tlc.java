package io.lockstep.conformance.runner;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * TLC, each run in a process of its own: the Java of this process, with the TLC on its class path or
 * the one that the environment variable {@value #VARIABLE} names.
 */
public final class Tlc {
    /*
     * TLC has static state, names its metadata folder by the second, and unpacks standard modules under
     * fixed names into java.io.tmpdir; hence a process and a folder per run. Starting is most of the
     * work of a small model, so the first use dumps the loaded classes into an archive, once per JDK and
     * jar, that all later runs map.
     */

    /** The environment variable that names another {@code tla2tools.jar}. */
    public static final String VARIABLE = "TLA2TOOLS";

    /** A state space above this size is worth the optimising compiler; below, it never pays back. */
    private static final long LONG_RUN = 100_000;

    private static final String ONE_STATE = """
            ---- MODULE Warm ----
            EXTENDS Naturals, Sequences, FiniteSets, TLC
            VARIABLE x
            Init == x = 0
            Next == \\E n \\in 1..2 : x' = (x + n) % 3
            Inv == x < 5
            Live == x = 1 ~> x < 5
            Spec == Init /\\ [][Next]_x /\\ WF_x(Next)
            ====
            """;

    private final Path jar;
    private final Path work;
    private final Path archive;
    private final boolean writesTraceSpecs;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();

    private Tlc(Path jar, Path work) {
        this.jar = jar;
        this.work = work;
        this.archive = work.resolve("tlc-" + Integer.toHexString((Runtime.version() + " " + jar + stamp(jar)).hashCode()) + ".jsa");
        this.writesTraceSpecs = mentions(jar, "tlc2/TLC.class", "-noGenerateSpecTE");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> running.forEach(Process::destroyForcibly)));
    }

    /**
     * Finds TLC.
     *
     * @param work a folder for what runs leave behind
     * @return TLC
     * @throws BadInputException if {@value #VARIABLE} names no such jar
     */
    public static Tlc find(Path work) {
        String named = System.getenv(VARIABLE);
        Path jar = named == null || named.isBlank() ? bundled() : Path.of(named).toAbsolutePath();
        if (!Files.isRegularFile(jar) || !mentions(jar, "tlc2/TLC.class", "")) {
            throw new BadInputException(VARIABLE + "=" + named + ": no TLC there; name a tla2tools.jar, or unset the variable");
        }
        return new Tlc(jar, work);
    }

    private static Path bundled() {
        return codeOf("tlc2.TLC");
    }

    private static Path codeOf(String type) {
        try {
            Class<?> loaded = Class.forName(type, false, Tlc.class.getClassLoader());
            return Path.of(loaded.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (ClassNotFoundException | URISyntaxException e) {
            throw new IllegalStateException(type + " is not on the class path", e);
        }
    }

    /**
     * Checks a model.
     *
     * @param module   the root module
     * @param cfg      the configuration
     * @param library  the folders in which the modules that it extends are found
     * @param folder   for the run's files; made anew
     * @param coverage whether to count how often each action occurs
     * @param expected how many states to expect, to choose how to compile
     * @param seed     what to draw states by where the module draws them, or null
     * @param limit    how long it may take
     * @return TLC's report
     */
    TlcReport check(Path module, Path cfg, List<Path> library, Path folder, boolean coverage, long expected,
                    Long seed, Duration limit) {
        List<String> command = java(folder, expected <= LONG_RUN);
        command.add(library(library));
        command.addAll(List.of("-cp", jar.toString(), "tlc2.TLC", "-tool", "-workers", "1", "-fp", "0",
                "-metadir", folder.resolve("states").toString(), "-config", cfg.toString()));
        if (coverage) command.addAll(List.of("-coverage", "1"));
        if (seed != null) command.addAll(List.of("-seed", seed.toString()));
        if (writesTraceSpecs) command.add("-noGenerateSpecTE");
        command.add(module.toString());
        renew(folder);
        if (!run(command, folder, limit)) {
            return new TlcReport(Result.TIMEOUT, null, Counts.NONE, Map.of(), Set.of(), Map.of(), null,
                    List.of("no result after " + limit.toSeconds() + " s; see " + folder.resolve("out")));
        }
        return TlcOutput.parse(output(folder));
    }

    /**
     * Analyses a specification.
     *
     * @param module  the module
     * @param names   the names of definitions in it, as {@link Analysis} takes them
     * @param library the folders in which the modules that it extends are found
     * @param folder  for the run's files; made anew
     * @return what was found; empty if the module does not parse
     */
    Optional<List<Fact>> facts(Path module, List<String> names, List<Path> library, Path folder) {
        List<String> command = java(folder, true);
        command.add(library(library));
        command.addAll(List.of("-cp", jar + File.pathSeparator + codeOf(Analysis.class.getName()),
                Analysis.class.getName(), module.toString()));
        command.addAll(names);
        renew(folder);
        if (!run(command, folder, Duration.ofMinutes(2))) return Optional.empty();
        List<String> lines = output(folder);
        if (!lines.getLast().equals(Fact.COMPLETE)) return Optional.empty();
        return Optional.of(lines.stream().filter(line -> line.contains("\t")).map(Fact::decode).toList());
    }

    /**
     * Parses a module and checks the names and levels in it.
     *
     * @param module  the module
     * @param library the folders in which the modules that it extends are found
     * @param folder  for the run's files; made anew
     * @return what the parser complains of; empty if nothing is wrong
     */
    List<String> parse(Path module, List<Path> library, Path folder) {
        List<String> command = java(folder, true);
        command.add(library(library));
        command.addAll(List.of("-cp", jar.toString(), "tla2sany.SANY", module.toString()));
        renew(folder);
        if (!run(command, folder, Duration.ofMinutes(2))) return List.of("the parser did not end");
        // The parser exits with 0 even if it has found errors: only what it says tells.
        List<String> said = output(folder);
        List<String> complaint = said.stream().filter(line -> !line.isBlank() && !line.matches(
                "\\*+ SANY2 Version .*|(?:Parsing file|Semantic processing of module) .*")).toList();
        String name = module.getFileName().toString().replaceFirst("\\.tla$", "");
        boolean done = said.contains("Semantic processing of module " + name);
        return complaint.isEmpty() && !done ? List.of("the parser did not reach " + name) : complaint;
    }

    /** Dumps the class archive unless it is there. A JDK that cannot just starts slower. */
    void warmUp() {
        if (Files.exists(archive)) return;
        Path folder = work.resolve("warm-up");
        renew(folder);
        Path dump = folder.resolve("classes.jsa");
        try {
            Files.writeString(folder.resolve("Warm.tla"), ONE_STATE);
            Files.writeString(folder.resolve("Warm.cfg"), "SPECIFICATION Spec\nINVARIANT Inv\nPROPERTY Live\nCHECK_DEADLOCK FALSE\n");
            run(List.of(executable(), "-XX:ArchiveClassesAtExit=" + dump, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                    "-Djava.io.tmpdir=" + folder.resolve("tmp"), "-cp", jar.toString(), "tlc2.TLC", "-tool", "-workers", "1",
                    "-coverage", "1", "-metadir", folder.resolve("states").toString(), "Warm"), folder, Duration.ofMinutes(1));
            if (Files.exists(dump)) Files.move(dump, archive, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> java(Path folder, boolean brief) {
        List<String> command = new ArrayList<>(List.of(executable(), "-XX:+UseSerialGC", "-Xshare:auto",
                "-Djava.io.tmpdir=" + folder.resolve("tmp"), "-Dfile.encoding=UTF-8"));
        if (brief) command.add("-XX:TieredStopAtLevel=1");
        if (Files.exists(archive)) command.addAll(List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:aot=off"));
        return command;
    }

    private static String library(List<Path> folders) {
        return "-DTLA-Library=" + String.join(File.pathSeparator, folders.stream().map(Path::toString).toList());
    }

    private static String executable() {
        return ProcessHandle.current().info().command()
                .orElseGet(() -> Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    /** Runs a command to its end, its output in the file {@code out}. False if it took too long. */
    private boolean run(List<String> command, Path folder, Duration limit) {
        try {
            Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("out").toFile()).start();
            running.add(process);
            try {
                process.getOutputStream().close();
                return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                process.destroyForcibly();
                running.remove(process);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> output(Path folder) {
        try {
            return Arrays.asList(Files.readString(folder.resolve("out"), StandardCharsets.UTF_8).split("\\R"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void renew(Path folder) {
        try {
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
                }
            }
            Files.createDirectories(folder.resolve("tmp"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String stamp(Path jar) {
        try {
            return " " + Files.size(jar) + " " + Files.getLastModifiedTime(jar);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a class in a jar mentions a text constant. False if there is no such class. */
    private static boolean mentions(Path jar, String entry, String constant) {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            ZipEntry found = zip.getEntry(entry);
            if (found == null) return false;
            try (InputStream in = zip.getInputStream(found)) {
                return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).contains(constant);
            }
        } catch (IOException e) {
            return false;
        }
    }
}
