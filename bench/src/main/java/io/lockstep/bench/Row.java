package io.lockstep.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A workload with all that is to be known about it, to be measured on several peers.
 *
 * @param family    the chart it belongs to
 * @param name      the workload, for people
 * @param benchmark the full name of the method
 * @param params    the parameters, but for the peer
 * @param peers     the values of parameter {@code peer}, ours first, with what people call them
 */
record Row(String family, String name, String benchmark, Map<String, String> params, Map<String, String> peers) {

    /** The parameter that names the peer. */
    static final String PEER = "peer";

    /** A row without parameters and peers yet. */
    static Row of(String family, String name, Class<? extends Workload> type, String method) {
        return new Row(family, name, type.getName() + "." + method, Map.of(), Map.of());
    }

    /** The same row with one parameter more. */
    Row with(String param, Object value) {
        Map<String, String> more = new LinkedHashMap<>(params);
        more.put(param, value.toString());
        return new Row(family, name, benchmark, more, peers);
    }

    /** The same row with one peer more. */
    Row against(String peer, String title) {
        Map<String, String> more = new LinkedHashMap<>(peers);
        more.put(peer, title);
        return new Row(family, name, benchmark, params, more);
    }

    private static final String BUSY = ", busy";

    /** The same row while the cores have other work. */
    Row busy() {
        return new Row(family, name + BUSY, benchmark, params, peers).with("busy", true);
    }

    boolean isBusy() {
        return name.endsWith(BUSY);
    }

    /** The name without saying whether the cores have other work. */
    String workload() {
        return isBusy() ? name.substring(0, name.length() - BUSY.length()) : name;
    }

    /** Each of some rows, and the same while the cores have other work. */
    static List<Row> idleAndBusy(List<Row> rows) {
        List<Row> all = new ArrayList<>();
        for (Row row : rows) {
            all.add(row);
            all.add(row.busy());
        }
        return all;
    }
}
