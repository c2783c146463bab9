package io.lockstep.conformance.blackbox;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which promises each of several primitives keeps and breaks.
 *
 * @param standings by promise, then by primitive
 */
public record Comparison(Map<String, Map<String, Standing>> standings) {

    /**
     * Puts promises to the test.
     *
     * @param <P>      what is tested
     * @param promises the promises
     * @param peers    adapters of primitives, by name
     * @return how each stands with each
     */
    public static <P> Comparison of(List<Promise<P>> promises, Map<String, P> peers) {
        Map<String, Map<String, Standing>> standings = new LinkedHashMap<>();
        for (Promise<P> promise : promises) {
            Map<String, Standing> row = new LinkedHashMap<>();
            peers.forEach((name, peer) -> row.put(name, promise.of(peer)));
            standings.put(promise.name(), row);
        }
        return new Comparison(standings);
    }

    /**
     * How a primitive stands with a promise.
     *
     * @param promise the promise's name
     * @param peer    the primitive's name
     * @return kept, broken or not offered
     */
    public Standing standing(String promise, String peer) {
        return standings.get(promise).get(peer);
    }

    /**
     * The table, and below it what was seen of each broken promise.
     *
     * @return several lines
     */
    @Override
    public String toString() {
        List<String> notes = new ArrayList<>();
        List<String[]> rows = new ArrayList<>();
        List<String> peers = List.copyOf(standings.values().iterator().next().keySet());
        standings.forEach((promise, row) -> {
            List<String> cells = new ArrayList<>(List.of(promise));
            row.forEach((peer, standing) -> cells.add(switch (standing.kind()) {
                case KEPT -> "kept";
                case NOT_OFFERED -> "-";
                case BROKEN -> {
                    notes.add("[" + (notes.size() + 1) + "] " + peer + ": " + standing.reason().strip());
                    yield "BROKEN [" + notes.size() + "]";
                }
            }));
            rows.add(cells.toArray(String[]::new));
        });
        List<Column> columns = new ArrayList<>();
        columns.add(column("promise"));
        peers.forEach(peer -> columns.add(column(peer)));
        return AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, columns.toArray(Column[]::new),
                rows.toArray(String[][]::new)) + "\n" + String.join("\n", notes);
    }

    private static Column column(String header) {
        return new Column().header(header).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.LEFT);
    }
}
