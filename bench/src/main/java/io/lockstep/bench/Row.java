package io.lockstep.bench;

import io.lockstep.bench.peers.Peer;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;

/**
 * A workload with all that is to be known about it, to be measured on several peers.
 *
 * @param family the chart it belongs to
 * @param name   the workload, for people; unique
 * @param type   the class of the benchmark
 * @param method its method
 * @param metric what counts of that which JMH reports
 * @param inGo   whether the program in Go has it as well
 * @param params the parameters, but for the peer
 * @param peers  the values of parameter {@code peer}, ours first, with what people call them
 */
record Row(Family family, String name, Class<? extends Workload> type, String method, Metric metric, boolean inGo,
           Map<String, String> params, Map<String, String> peers) {

    /** The parameter that names the peer. */
    static final String PEER = "peer";

    private static final String BUSY = ", busy";

    /** What counts. */
    enum Metric {
        /** Nanoseconds per operation. */
        TIME(null),
        /** Bytes allocated per operation, by JMH's profiler. */
        ALLOCATED("gc.alloc.rate.norm"),
        /** Bytes of the heap. */
        KEPT(FootprintBenchmark.BYTES);

        /** What JMH calls it; null if it is the primary result. */
        final String label;

        Metric(String label) {
            this.label = label;
        }
    }

    /** A row that measures time, without parameters and peers yet. */
    static Row of(Family family, String name, Class<? extends Workload> type, String method) {
        return new Row(family, name, type, method, Metric.TIME, true, Map.of(), Map.of());
    }

    /** The same row for another metric, in the family of those that count bytes. */
    Row counting(Metric what) {
        return new Row(Family.MEMORY, name, type, method, what, inGo, params, peers);
    }

    /** The same row, which has no counterpart in Go. */
    Row notInGo() {
        return new Row(family, name, type, method, metric, false, params, peers);
    }

    /** The same row with one parameter more. */
    Row with(String param, Object value) {
        return new Row(family, name, type, method, metric, inGo, plus(params, param, value.toString()), peers);
    }

    /** The same row with one peer more. */
    Row against(String peer, String title) {
        return new Row(family, name, type, method, metric, inGo, params, plus(peers, peer, title));
    }

    /** The same row with more peers. */
    Row against(List<Peer> more) {
        Row row = this;
        for (Peer peer : more) row = row.against(peer.name(), peer.title());
        return row;
    }

    /** The same row while the cores have other work. */
    Row busy() {
        return new Row(family, name + BUSY, type, method, metric, inGo, plus(params, "busy", "true"), peers);
    }

    private static Map<String, String> plus(Map<String, String> some, String key, String value) {
        Map<String, String> more = new LinkedHashMap<>(some);
        more.put(key, value);
        return more;
    }

    boolean isBusy() {
        return name.endsWith(BUSY);
    }

    /** The name without saying whether the cores have other work. */
    String workload() {
        return isBusy() ? name.substring(0, name.length() - BUSY.length()) : name;
    }

    /** The full name of the benchmark. */
    String benchmark() {
        return type.getName() + "." + method;
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

    /**
     * Makes sure that JMH will find what this row names.
     *
     * @throws IllegalStateException if there is no such benchmark, parameter or peer, or if a parameter has no value
     */
    void check() {
        if (Arrays.stream(type.getMethods()).noneMatch(m -> m.getName().equals(method) && m.isAnnotationPresent(Benchmark.class))) {
            throw new IllegalStateException("row " + name + ": there is no benchmark " + benchmark());
        }
        for (Field field : type.getFields()) {
            Param param = field.getAnnotation(Param.class);
            if (param != null && param.value().length > 1 && !params.containsKey(field.getName())) {
                throw new IllegalStateException("row " + name + ": " + field.getName() + " is left open");
            }
        }
        try {
            for (String param : params.keySet()) type.getField(param);
            List<String> known = Arrays.stream(type.getField(PEER).getType().getEnumConstants()).map(p -> ((Enum<?>) p).name()).toList();
            if (!known.containsAll(peers.keySet())) {
                throw new IllegalStateException("row " + name + ": peers " + peers.keySet() + ", but there are " + known);
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("row " + name + ": " + type.getName() + " has no parameter " + e.getMessage());
        }
    }
}
