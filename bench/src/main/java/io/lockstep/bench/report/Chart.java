package io.lockstep.bench.report;

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

/** A chart of a family: a group of bars for each row, a bar for each peer, as multiples of our time. */
final class Chart {

    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 500;

    private Chart() {
    }

    static void write(String title, List<Result> rows, Path file) throws IOException {
        CategoryChart chart = new CategoryChartBuilder().width(WIDTH).height(HEIGHT).title(title)
                .yAxisTitle("time, in multiples of Lockstep's").build();
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        List<String> names = rows.stream().map(Result::name).toList();
        for (String peer : rows.stream().flatMap(row -> row.samples().keySet().stream()).distinct().toList()) {
            List<Double> multiples = new ArrayList<>();
            for (Result row : rows) multiples.add(row.samples().containsKey(peer) ? Report.ratio(row, peer) : null);
            chart.addSeries(peer, names, multiples);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "svg");
        }
    }
}
