package io.lockstep.bench.report;

import io.lockstep.bench.Family;
import io.lockstep.bench.Measurement.Result;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.style.Styler;

/**
 * A chart of a family: a group of bars for each row, a bar for each peer. Times are shown as multiples of
 * ours, as those of different rows have nothing to do with each other; bytes as they are.
 */
final class Chart {

    /** In pixels, for all but the bars. */
    private static final int MARGIN = 400;
    private static final int HEIGHT = 600;
    /** What a bar needs to be seen, in pixels. */
    private static final int BAR = 14;
    /** Further apart than this, the shorter bars would not be seen on a linear scale. */
    private static final double WIDE = 30;

    private Chart() {
    }

    static void write(Family family, List<Result> rows, Path file) throws IOException {
        List<String> peers = rows.stream().flatMap(row -> row.samples().keySet().stream()).distinct().toList();
        boolean bytes = family.unit().equals("B");
        CategoryChart chart = new CategoryChartBuilder().width(MARGIN + rows.size() * (peers.size() + 1) * BAR).height(HEIGHT)
                .title(family.title()).yAxisTitle(bytes ? "bytes" : "time, in multiples of Lockstep's").build();
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        List<String> names = rows.stream().map(Result::name).toList();
        double highest = 0;
        for (String peer : peers) {
            List<Double> bars = new ArrayList<>();
            for (Result row : rows) {
                List<Double> samples = row.samples().get(peer);
                Double bar = samples == null ? null : bytes ? Double.valueOf(Samples.median(samples)) : Double.valueOf(Samples.ratio(row, peer));
                bars.add(bar);
                if (bar != null) highest = Math.max(highest, bar);
            }
            chart.addSeries(peer, names, bars);
        }
        chart.getStyler().setYAxisLogarithmic(!bytes && highest > WIDE);
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "svg");
        }
    }
}
