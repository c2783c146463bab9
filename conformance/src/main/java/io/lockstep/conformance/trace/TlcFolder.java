package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.program.Model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a judged trace into a folder where TLC, as it comes, can judge it again. */
final class TlcFolder {
    /*
     * The module that asks the question is a template, the same for all specifications. What differs
     * is generated: the trace and the hidden steps (all labels that are not visible) as data, by their
     * texts; and one disjunct for each step, which says what its text means.
     */

    private static final Pattern USES = Pattern.compile("\\b(?:EXTENDS|INSTANCE)\\s+((?:\\w+\\s*,\\s*)*\\w+)");

    private final Model model;
    private final Map<Label, String> notations;
    private final Verdict verdict;

    TlcFolder(Model model, Map<Label, String> notations, Verdict verdict) {
        this.model = model;
        this.notations = notations;
        this.verdict = verdict;
    }

    /** The command that replays a folder, to be run inside it. */
    static List<String> command(Model model, String java, String tools) {
        String module = "Trace" + model.name();
        return List.of(java, "-cp", tools, "tlc2.TLC", "-workers", "1", "-config", module + ".cfg", module);
    }

    void write(Path folder, String report) {
        String module = "Trace" + model.name();
        try {
            Files.createDirectories(folder);
            for (Path source : sources()) {
                Files.copy(source, folder.resolve(source.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.writeString(folder.resolve(module + ".tla"), fill("Trace.tla", Map.of("MATCHES", matches())));
            Files.writeString(folder.resolve(module + "Data.tla"), data(module + "Data"));
            Files.writeString(folder.resolve(module + ".cfg"), model.cfg() + "INIT TraceInit\nNEXT TraceNext\n");
            Files.writeString(folder.resolve("README.md"), fill("README.md", Map.of(
                    "GRADE", verdict.trace().grade().toString(),
                    "OUTCOME", verdict.isAccepted() ? "the specification allows it." : "the specification does not allow it.",
                    "COMMAND", String.join(" ", command(model, "java", "tla2tools.jar")))));
            Files.writeString(folder.resolve("report.txt"), report);
            TraceFile.write(folder.resolve("trace.ndjson"), verdict.trace().events());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the trace to " + folder, e);
        }
    }

    private String fill(String template, Map<String, String> values) throws IOException {
        Map<String, String> all = new LinkedHashMap<>(values);
        all.put("SPEC", model.name());
        try (InputStream in = TlcFolder.class.getResourceAsStream(template)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            for (Map.Entry<String, String> value : all.entrySet()) {
                text = text.replace("@" + value.getKey() + "@", value.getValue());
            }
            return text;
        }
    }

    private String matches() {
        return notations.entrySet().stream().map(step -> "    \\/ e = " + string(step.getKey().toString()) + " /\\ " + step.getValue())
                .collect(Collectors.joining("\n"));
    }

    private String data(String module) {
        boolean points = verdict.trace().grade() == Grade.POINTS;
        List<Label> events = verdict.trace().events().stream().limit(verdict.accepted() + 1L).map(Event::label).toList();
        List<Label> hidden = points ? List.of() : notations.keySet().stream().filter(label -> !isVisible(label)).toList();
        return """
                ---- MODULE %s ----
                \\* Every step that the trace does not show.
                HiddenSteps == {%s}

                \\* The trace, up to and with the first event that is not possible.
                Events == <<%s>>

                \\* A longest behaviour that agrees with it.
                Guide == <<%s>>
                ====
                """.formatted(module, texts(hidden), texts(events), texts(verdict.path()));
    }

    private static boolean isVisible(Label label) {
        return label.action().equals(Event.CALL) || label.action().equals(Event.RETURN);
    }

    private static String texts(Collection<Label> steps) {
        return steps.stream().map(step -> "\n    " + string(step.toString())).collect(Collectors.joining(","));
    }

    private static String string(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    /** The module and all others of the rooms that it uses. */
    private Set<Path> sources() throws IOException {
        Set<Path> sources = new LinkedHashSet<>();
        collect(model.module().getFileName().toString(), sources);
        return sources;
    }

    private void collect(String file, Set<Path> sources) throws IOException {
        Path module = model.library().stream().map(folder -> folder.resolve(file)).filter(Files::exists).findFirst().orElse(null);
        if (module == null || !sources.add(module)) return;
        Matcher uses = USES.matcher(Files.readString(module));
        while (uses.find()) {
            for (String used : uses.group(1).split("\\s*,\\s*")) collect(used + ".tla", sources);
        }
    }
}
