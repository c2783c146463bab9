package io.lockstep.conformance.mutants;

import io.lockstep.conformance.runner.BadInputException;

import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes mutants: copies the library's sources, seeds the fault, compiles. */
final class Workshop {

    private static final Path SOURCES = Path.of("impl", "src", "main", "java");

    private final Path root;
    private final Path work;

    /**
     * A workshop.
     *
     * @param root the project's folder
     * @param work where mutants are made
     */
    Workshop(Path root, Path work) {
        this.root = root;
        this.work = work;
    }

    /** The folder for everything about a mutant. */
    Path folder(Mutant mutant) {
        return work.resolve(mutant.toString());
    }

    /**
     * Makes a mutant.
     *
     * @param mutant the fault
     * @return the folder with its classes: all of the library
     * @throws BadInputException if it does not apply or does not compile
     */
    Path make(Mutant mutant) {
        try {
            Path folder = folder(mutant);
            delete(folder);
            Path classes = Files.createDirectories(folder.resolve("classes"));
            compile(mutant, copy(mutant, folder.resolve("src")), classes);
            return classes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All sources but the module's descriptor: mutants are run on the class path. */
    private List<Path> copy(Mutant mutant, Path target) throws IOException {
        Path from = root.resolve(SOURCES);
        if (mutant.file() != null && !Files.isRegularFile(root.resolve(mutant.file()))) {
            throw new BadInputException("mutant " + mutant + " changes " + mutant.file() + ", which does not exist");
        }
        List<Path> copies = new ArrayList<>();
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java") && !f.endsWith("module-info.java")).toList()) {
                Path copy = target.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                List<String> lines = Files.readAllLines(file);
                Files.write(copy, root.relativize(file).equals(mutant.file()) ? mutant.apply(lines) : lines);
                copies.add(copy);
            }
        }
        return copies;
    }

    private static void compile(Mutant mutant, List<Path> sources, Path classes) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        if (compiler == null) throw new BadInputException("this Java has no compiler; install a JDK, not a JRE");
        DiagnosticCollector<JavaFileObject> messages = new DiagnosticCollector<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(messages, Locale.ROOT, StandardCharsets.UTF_8)) {
            boolean done = compiler.getTask(null, files, messages, List.of("--release", "21", "-proc:none", "-nowarn", "-d",
                    classes.toString(), "-cp", ""), null, files.getJavaFileObjectsFromPaths(sources)).call();
            if (!done) {
                throw new BadInputException("mutant " + mutant + " does not compile:\n" + messages.getDiagnostics().stream()
                        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR).map(Object::toString).collect(Collectors.joining("\n")));
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) return;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
