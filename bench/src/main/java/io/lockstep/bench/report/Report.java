package io.lockstep.bench.report;

import io.lockstep.bench.Family;
import io.lockstep.bench.Measurement;
import io.lockstep.bench.Measurement.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** The page of results: goals, rows that are not won, and a table and a chart for each family. */
public final class Report {

    /** The page's file. */
    public static final String PAGE = "RESULTS.md";

    private static final String NO_REASON = "**no reason given**";

    private Report() {
    }

    /**
     * Writes the page and its charts.
     *
     * @param measurement what has been measured
     * @param reasons     the file that says why rows are not won
     * @param folder      where page and charts go
     * @throws IOException if something cannot be read or written
     */
    public static void write(Measurement measurement, Path reasons, Path folder) throws IOException {
        StringBuilder page = new StringBuilder("""
                # Results

                Written by `make bench`, the headline rows, here, or by `make bench-all`, every row, in `all/`; not by
                hand. `make bench-report` writes it again.

                """);
        measurement.circumstances.forEach((name, value) -> page.append("- ").append(name).append(": ").append(value).append('\n'));
        page.append("""

                Figures are medians, ± half the distance between the quartiles. All peers of a row were measured
                one after the other, in each of several rounds. A ratio says how often Lockstep could do it in
                the time of the best other one in Java, or of Go: more than 1 is faster. Rows with *busy* were
                measured while every core had other work as well.

                """);
        goals(measurement, page);
        lost(measurement, new Reasons(reasons), reasons, page);
        for (Family family : Family.values()) {
            List<Result> rows = measurement.results.stream().filter(row -> Family.of(row.family()) == family).toList();
            if (rows.isEmpty()) continue;
            String chart = family.title() + ".svg";
            page.append("\n## ").append(family.title()).append(", in ").append(family.unit())
                    .append("\n\n![").append(family.title()).append("](").append(chart).append(")\n\n");
            table(family, rows, page);
            Chart.write(family, rows, folder.resolve(chart));
        }
        Files.writeString(folder.resolve(PAGE), page);
    }

    private static void goals(Measurement measurement, StringBuilder page) {
        page.append("## Goals\n\n| goal | measured | |\n|---|---|---|\n");
        for (Goals.Goal goal : Goals.of(measurement)) {
            page.append("| ").append(goal.text()).append(" | ").append(goal.figure()).append(" | ")
                    .append(goal.met() == null ? "not measured" : goal.met() ? "met" : "**not met**").append(" |\n");
        }
    }

    private static void lost(Measurement measurement, Reasons reasons, Path file, StringBuilder page) {
        page.append("\n## Rows that are not won\n\n");
        List<Result> lost = Goals.lost(measurement.results);
        if (lost.isEmpty()) {
            page.append("None.\n");
            return;
        }
        page.append("| row | ratio | the best | why |\n|---|---:|---|---|\n");
        for (Result row : lost) {
            String reason = reasons.of(row).orElse(Goals.isAlike(row) ? "within the spread" : NO_REASON);
            if (reason.equals(NO_REASON)) System.err.println("bench: " + row.name() + " is not won, and " + file + " does not say why");
            page.append("| ").append(row.name()).append(" | ").append(times(Samples.ratioToBest(row))).append(" | ")
                    .append(Samples.best(row)).append(" | ").append(reason).append(" |\n");
        }
    }

    private static void table(Family family, List<Result> rows, StringBuilder page) {
        List<String> peers = rows.stream().flatMap(row -> row.samples().keySet().stream()).distinct().toList();
        boolean race = family.isRace();
        page.append("| | ").append(String.join(" | ", peers)).append(race ? " | to the best in Java | to Go |" : " |").append("\n|---|")
                .append("---:|".repeat(peers.size() + (race ? 2 : 0))).append('\n');
        for (Result row : rows) {
            page.append("| ").append(row.name());
            for (String peer : peers) {
                List<Double> samples = row.samples().get(peer);
                page.append(" | ").append(samples == null ? "" : number(Samples.median(samples)) + " ± " + number(Samples.spread(samples)));
            }
            if (race) page.append(" | ").append(times(Samples.ratioToBest(row))).append(" | ").append(times(Samples.ratio(row, Samples.GO)));
            page.append(" |\n");
        }
    }

    private static String times(double ratio) {
        return Double.isNaN(ratio) ? "–" : String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** Three digits, as far as they mean something. */
    private static String number(double value) {
        return String.format(Locale.ROOT, Math.abs(value) < 10 ? "%.2f" : Math.abs(value) < 100 ? "%.1f" : "%,.0f", value);
    }
}
