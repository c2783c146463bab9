package io.lockstep.conformance.runner;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;

import java.util.List;
import java.util.Locale;

/** Presents verdicts: to people as text, to machines as JSON. */
public final class Report {

    private Report() {
    }

    /**
     * A line of progress.
     *
     * @param verdict the verdict that has just come in
     * @param done    how many there are by now
     * @param all     how many there will be
     * @return the line
     */
    public static String progress(Verdict verdict, int done, int all) {
        int width = String.valueOf(all).length();
        return String.format(Locale.ROOT, "[%" + width + "d/%d] %-6s %s %s: %s, %s distinct states, %.1f s", done, all,
                verdict.asExpected() ? "ok" : "FAILED", verdict.model().room(), verdict.model().name(),
                verdict.outcome(), number(verdict.counts().distinct()), verdict.seconds());
    }

    /**
     * All verdicts as a table.
     *
     * @param verdicts the verdicts
     * @return the table, a row per model
     */
    public static String table(List<Verdict> verdicts) {
        return AsciiTable.builder().border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS).data(verdicts, List.of(
                column("room").with(v -> v.model().room()),
                column("model").with(v -> v.model().name()),
                column("expected").with(v -> v.model().expectation()),
                column("got").with(Report::got),
                column("distinct states").dataAlign(HorizontalAlign.RIGHT).with(v -> number(v.counts().distinct())),
                column("depth").dataAlign(HorizontalAlign.RIGHT).with(v -> number(v.counts().depth())),
                column("seconds").dataAlign(HorizontalAlign.RIGHT)
                        .with(v -> String.format(Locale.ROOT, "%.1f", v.seconds())))).asString();
    }

    /**
     * What came of parsing proof files, as a table.
     *
     * @param parsed what came of it
     * @return the table, a row per file
     */
    public static String proofs(List<ProofFile.Parsed> parsed) {
        return AsciiTable.builder().border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS).data(parsed, List.of(
                column("room").with(p -> p.file().room()),
                column("proof").with(p -> p.file().name()),
                column("got").with(p -> p.asExpected() ? "parsed" : "does not parse, see below"),
                column("seconds").dataAlign(HorizontalAlign.RIGHT)
                        .with(p -> String.format(Locale.ROOT, "%.1f", p.seconds())))).asString();
    }

    /**
     * What the parser complains of in a proof file.
     *
     * @param parsed what came of parsing it
     * @return lines of text
     */
    public static String problems(ProofFile.Parsed parsed) {
        return parsed.file().room() + " " + parsed.file().name() + ":\n  " + String.join("\n  ", parsed.complaint()) + "\n";
    }

    private static String got(Verdict verdict) {
        if (verdict.asExpected()) return "as expected";
        return verdict.outcome().equals(verdict.model().expectation()) ? "differs, see below" : verdict.outcome();
    }

    private static Column column(String title) {
        return new Column().header(title).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT)
                .maxWidth(60);
    }

    /**
     * What is wrong with a verdict, and the counterexample if one was not expected.
     *
     * @param verdict a verdict that differs from the manifest
     * @return lines of text
     */
    public static String problems(Verdict verdict) {
        StringBuilder text = new StringBuilder(verdict.model().room() + " " + verdict.model().name() + ":\n");
        verdict.problems().forEach(problem -> text.append("  ").append(problem.replace("\n", "\n  ")).append('\n'));
        if (verdict.counterexample() != null && !verdict.outcome().equals(verdict.model().expectation())) {
            text.append(counterexample(verdict));
        }
        return text.toString();
    }

    /**
     * A counterexample as numbered steps.
     *
     * @param verdict a verdict with a counterexample
     * @return lines of text
     */
    public static String counterexample(Verdict verdict) {
        return verdict.outcome() + "\n" + String.join("\n", verdict.counterexample().lines()) + "\n";
    }

    /**
     * The last line.
     *
     * @param verdicts the verdicts
     * @param proofs   what came of parsing proof files
     * @param seconds  how long everything took
     * @return the line
     */
    public static String summary(List<Verdict> verdicts, List<ProofFile.Parsed> proofs, double seconds) {
        long wrong = verdicts.stream().filter(v -> !v.asExpected()).count();
        long unparsed = proofs.stream().filter(p -> !p.asExpected()).count();
        String models = verdicts.size() + (verdicts.size() == 1 ? " model" : " models");
        return String.format(Locale.ROOT, "%s in %.0f s: %s%s", models, seconds,
                wrong == 0 ? "all as expected" : wrong + " not as expected",
                unparsed == 0 ? "" : "; " + unparsed + " of " + proofs.size() + " proof files do not parse");
    }

    /**
     * All verdicts for machines.
     *
     * @param verdicts the verdicts
     * @param proofs   what came of parsing proof files
     * @param seconds  how long everything took
     * @return a JSON object
     */
    public static String json(List<Verdict> verdicts, List<ProofFile.Parsed> proofs, double seconds) {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("asExpected", verdicts.stream().allMatch(Verdict::asExpected)
                && proofs.stream().allMatch(ProofFile.Parsed::asExpected)).put("seconds", seconds);
        ArrayNode models = root.putArray("models");
        for (Verdict verdict : verdicts) {
            ObjectNode node = models.addObject();
            node.put("room", verdict.model().room()).put("model", verdict.model().name());
            node.put("expected", verdict.model().expected().toString()).put("got", verdict.result().toString());
            node.put("violated", verdict.violated()).put("asExpected", verdict.asExpected());
            node.put("distinctStates", verdict.counts().distinct()).put("totalStates", verdict.counts().total());
            node.put("stateDepth", verdict.counts().depth()).put("seconds", verdict.seconds());
            ArrayNode problems = node.putArray("problems");
            verdict.problems().forEach(problems::add);
            if (verdict.counterexample() != null) counterexample(node, verdict.counterexample());
        }
        ArrayNode files = root.putArray("proofs");
        for (ProofFile.Parsed proof : proofs) {
            ObjectNode node = files.addObject().put("room", proof.file().room()).put("proof", proof.file().name());
            node.put("parsed", proof.asExpected()).put("seconds", proof.seconds());
            ArrayNode complaint = node.putArray("complaint");
            proof.complaint().forEach(complaint::add);
        }
        try {
            return mapper.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void counterexample(ObjectNode node, Counterexample counterexample) {
        ArrayNode steps = node.putArray("counterexample");
        counterexample.steps().forEach(step -> {
            ObjectNode state = steps.addObject().put("action", step.action()).putObject("state");
            step.variables().forEach(state::put);
        });
        if (counterexample.end() == Counterexample.End.LOOPS) node.put("backToStep", counterexample.back());
        if (counterexample.end() == Counterexample.End.STUTTERS) node.put("stutters", true);
    }

    private static String number(Long n) {
        return n == null ? "-" : String.format(Locale.ROOT, "%,d", n);
    }
}
