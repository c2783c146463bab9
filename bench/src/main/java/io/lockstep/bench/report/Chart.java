package io.lockstep.bench.report;

import io.lockstep.bench.Family;
import io.lockstep.bench.Measurement.Result;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.Styler;

/**
 * A chart of a family: a group of bars for each row. Times are shown as multiples of ours, as those of
 * different rows have nothing to do with each other; bytes as they are. Longer is worse.
 *
 * <p>Bars end at an edge: what is longer is much longer, and the table says how much. Of the many that only
 * a few rows have, the best is shown.
 */
final class Chart {

    /** In pixels. */
    private static final int WIDTH = 900;
    /** Title, scale and edges, in pixels. */
    private static final int MARGIN = 90;
    /** What a bar needs to be seen, in pixels. */
    private static final int BAR = 10;
    /** What a label needs to be shown, in pixels; less than a group of bars. */
    private static final int LABEL = 30;
    /** The edge, in multiples of our time. */
    private static final double EDGE = 6;

    private static final List<String> EVERYWHERE = List.of(Samples.OURS, "jox", "Kotlin", Samples.GO, Goals.SEAMLESS);
    private static final String OTHERS = "the best other one";

    private Chart() {
    }

    static void write(Family family, List<Result> rows, Path file) throws IOException {
        boolean bytes = family.unit().equals("B");
        List<String> shown = new ArrayList<>(EVERYWHERE);
        shown.add(OTHERS);
        shown.removeIf(peer -> rows.stream().allMatch(row -> samples(row, peer) == null));
        HorizontalBarChart chart = new HorizontalBarChartBuilder().width(WIDTH).height(MARGIN + rows.size() * (Math.max(shown.size(), 3) + 1) * BAR)
                .title(family.title()).xAxisTitle(bytes ? "bytes" : "time, in multiples of Lockstep's").build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        chart.getStyler().setLabelsVisible(false);
        chart.getStyler().setXAxisMin(0.0);
        chart.getStyler().setXAxisTickMarkSpacingHint(LABEL); // XChart uses it for both axes
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
        List<String> names = rows.stream().map(Result::name).toList();
        for (String peer : shown) {
            List<Double> bars = rows.stream().map(row -> bar(row, peer, bytes)).toList();
            chart.addSeries(peer, bars, names);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "svg");
        }
    }

    /** How long a bar is; none, if there is nothing to show. */
    private static double bar(Result row, String peer, boolean bytes) {
        List<Double> samples = samples(row, peer);
        if (samples == null) return 0;
        double median = Samples.median(samples);
        return bytes ? median : Math.min(median / Samples.median(row.samples().get(Samples.OURS)), EDGE);
    }

    private static List<Double> samples(Result row, String peer) {
        if (!peer.equals(OTHERS)) return row.samples().get(peer);
        return row.samples().entrySet().stream().filter(entry -> !EVERYWHERE.contains(entry.getKey()))
                .min((a, b) -> Double.compare(Samples.median(a.getValue()), Samples.median(b.getValue())))
                .map(Map.Entry::getValue).orElse(null);
    }
}
