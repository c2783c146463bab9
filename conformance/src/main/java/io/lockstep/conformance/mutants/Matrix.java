package io.lockstep.conformance.mutants;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * All faults, and which layer found which.
 *
 * @param rows the faults
 */
public record Matrix(List<Row> rows) {

    /**
     * The matrix as a table: a row per fault, a column per layer.
     *
     * @return lines of text
     */
    public String table() {
        Set<String> layers = new TreeSet<>();
        rows.forEach(row -> layers.addAll(row.verdicts().keySet()));
        List<Column> columns = new ArrayList<>();
        for (String title : List.of("room", "fault")) {
            columns.add(new Column().header(title).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT));
        }
        for (String layer : layers) columns.add(new Column().header(layer).headerAlign(HorizontalAlign.CENTER).dataAlign(HorizontalAlign.CENTER));
        Object[][] cells = rows.stream().map(row -> {
            List<Object> line = new ArrayList<>(List.of(row.room(), row.name()));
            Map<String, Verdict> verdicts = row.verdicts();
            for (String layer : layers) line.add(verdicts.containsKey(layer) ? verdicts.get(layer) : "");
            return line.toArray();
        }).toArray(Object[][]::new);
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns.toArray(Column[]::new), cells);
    }

    /**
     * The faults that no layer found, or not in every search.
     *
     * @return their rows
     */
    public List<Row> survivors() {
        return rows.stream().filter(row -> !row.isKilled()).toList();
    }
}
