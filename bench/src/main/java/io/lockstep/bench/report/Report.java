package io.lockstep.bench.report;

import io.lockstep.bench.Measurement;
import io.lockstep.bench.Measurement.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;

/** The page of results: a table and a chart for each family. */
public final class Report {

    /** The page's file. */
    public static final String PAGE = "RESULTS.md";

    /** What Go goes by: no peer in Java, so it is left out where the best of the others is meant. */
    public static final String GO = "Go";

    private static final String OURS = "Lockstep";

    private Report() {
    }

    /**
     * The middle of some samples.
     *
     * @param samples at least one
     * @return their median
     */
    public static double median(List<Double> samples) {
        return Median.withDefaults().evaluate(array(samples));
    }

    /** Half the distance between the quartiles. */
    private static double spread(List<Double> samples) {
        double[] quartiles = Quantile.withDefaults().evaluate(array(samples), new double[] {0.25, 0.75});
        return (quartiles[1] - quartiles[0]) / 2;
    }

    private static double[] array(List<Double> samples) {
        return samples.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /**
     * Writes the page and its charts.
     *
     * @param measurement what has been measured
     * @param folder      where they go
     * @throws IOException if they cannot be written
     */
    public static void write(Measurement measurement, Path folder) throws IOException {
        StringBuilder page = new StringBuilder("# Results\n\nWritten by `make bench`, not by hand.\n\n");
        measurement.circumstances.forEach((name, value) -> page.append("- ").append(name).append(": ").append(value).append('\n'));
        page.append("""

                Medians in nanoseconds per operation, ± half the distance between the quartiles. All peers of a
                row were measured one after the other, in each of several rounds. The ratio says how often
                Lockstep could do it in the time of the best other one in Java, and of Go: more than 1 is faster.

                """);
        page.append(summary(measurement));
        Map<String, List<Result>> families = measurement.results.stream()
                .collect(Collectors.groupingBy(Result::family, LinkedHashMap::new, Collectors.toList()));
        for (Map.Entry<String, List<Result>> family : families.entrySet()) {
            page.append("\n## ").append(family.getKey()).append("\n\n![").append(family.getKey()).append("](")
                    .append(family.getKey()).append(".svg)\n\n");
            table(family.getValue(), page);
            Chart.write(family.getKey(), family.getValue(), folder.resolve(family.getKey() + ".svg"));
        }
        Files.writeString(folder.resolve(PAGE), page);
    }

    private static void table(List<Result> rows, StringBuilder page) {
        List<String> peers = rows.stream().flatMap(row -> row.samples().keySet().stream()).distinct().toList();
        page.append("| | ").append(String.join(" | ", peers)).append(" | to the best in Java | to Go |\n|---|")
                .append("---:|".repeat(peers.size() + 2)).append('\n');
        for (Result row : rows) {
            page.append("| ").append(row.name());
            for (String peer : peers) {
                List<Double> samples = row.samples().get(peer);
                page.append(" | ").append(samples == null ? "" : "%s ± %s".formatted(number(median(samples)), number(spread(samples))));
            }
            page.append(" | ").append(times(ratio(row))).append(" | ").append(times(ratio(row, GO))).append(" |\n");
        }
    }

    private static String summary(Measurement measurement) {
        return "| over all rows that have both, geometric mean | ratio |\n|---|---:|\n"
                + "| the best other one in Java, row by row | " + times(mean(measurement, Report::ratio)) + " |\n"
                + "| jox | " + times(mean(measurement, row -> ratio(row, "jox"))) + " |\n"
                + "| Go | " + times(mean(measurement, row -> ratio(row, GO))) + " |\n"
                + "| the row that is worst | " + times(measurement.results.stream().mapToDouble(Report::ratio)
                        .filter(Double::isFinite).min().orElse(Double.NaN)) + " |\n";
    }

    private static double mean(Measurement measurement, ToDoubleFunction<Result> ratio) {
        OptionalDouble mean = measurement.results.stream().mapToDouble(ratio).filter(Double::isFinite).map(Math::log).average();
        return mean.isEmpty() ? Double.NaN : Math.exp(mean.getAsDouble());
    }

    /** The same for the best of the others. */
    private static double ratio(Result row) {
        return row.samples().keySet().stream().filter(peer -> !peer.equals(OURS) && !peer.equals(GO)).mapToDouble(peer -> ratio(row, peer)).min()
                .orElse(Double.NaN);
    }

    /** How often Lockstep could do it in the time of a peer. */
    static double ratio(Result row, String peer) {
        List<Double> ours = row.samples().get(OURS);
        List<Double> theirs = row.samples().get(peer);
        return ours == null || theirs == null ? Double.NaN : median(theirs) / median(ours);
    }

    private static String times(double ratio) {
        return Double.isNaN(ratio) ? "–" : String.format(Locale.ROOT, "%.2f", ratio);
    }

    /** Three digits, as far as they mean something. */
    private static String number(double nanos) {
        return String.format(Locale.ROOT, nanos < 10 ? "%.2f" : nanos < 100 ? "%.1f" : "%,.0f", nanos);
    }
}
