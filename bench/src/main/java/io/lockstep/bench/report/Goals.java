package io.lockstep.bench.report;

import io.lockstep.bench.Family;
import io.lockstep.bench.Measurement;
import io.lockstep.bench.Measurement.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoublePredicate;
import java.util.function.ToDoubleFunction;

/** What the library is to reach, and whether a measurement shows that it does. */
public final class Goals {

    /** The row about an unbuffered channel that nobody uses. */
    public static final String IDLE_CHANNEL = "idle channel, unbuffered";

    /** The row about what a send and a receive through a buffer allocate. */
    public static final String ALLOCATED_BUFFERED = "allocated by send and receive, buffer 16";

    /** The row about what a select with a ready case allocates. */
    public static final String ALLOCATED_SELECT = "allocated by a ready select";

    /** What the library without its seam goes by. */
    public static final String SEAMLESS = "without seam";

    /** A single object is larger; less is what the profiler itself allocates. In bytes. */
    private static final double NOTHING = 0.5;

    /**
     * A goal.
     *
     * @param text   what is to be reached
     * @param figure what has been measured
     * @param met    whether that is enough; null if it has not been measured
     */
    record Goal(String text, String figure, Boolean met) {
    }

    private Goals() {
    }

    /** All goals. */
    static List<Goal> of(Measurement measurement) {
        List<Result> races = measurement.results.stream().filter(row -> Family.of(row.family()).isRace()).toList();
        List<Result> selects = races.stream().filter(row -> Family.of(row.family()) == Family.SELECT).toList();
        List<Goal> goals = new ArrayList<>();
        goals.add(everyRow(races));
        goals.add(mean("the best other one in Java, row by row: at least 1.2 times as fast", races, Samples::ratioToBest, 1.2));
        goals.add(mean("jox: at least 1.5 times as fast", races, row -> Samples.ratio(row, "jox"), 1.5));
        goals.add(mean("jox, selects: at least 2 times as fast", selects, row -> Samples.ratio(row, "jox"), 2));
        goals.add(mean("Go: at most 1.5 times as slow, a ratio of at least 0.67", races, row -> Samples.ratio(row, Samples.GO), 1 / 1.5));
        goals.add(bytes("a buffered send and receive allocate nothing", ALLOCATED_BUFFERED, measurement, b -> b < NOTHING));
        goals.add(bytes("a ready select allocates nothing", ALLOCATED_SELECT, measurement, b -> b < NOTHING));
        goals.add(bytes("an idle unbuffered channel takes at most 200 bytes", IDLE_CHANNEL, measurement, b -> b <= 200));
        goals.add(seam(measurement));
        return goals;
    }

    private static Goal everyRow(List<Result> races) {
        List<Result> compared = races.stream().filter(row -> Double.isFinite(Samples.ratioToBest(row))).toList();
        List<Result> lost = lost(races);
        long alike = lost.stream().filter(Goals::isAlike).count();
        String figure = (compared.size() - lost.size()) + " of " + compared.size() + " rows"
                + (alike == 0 ? "" : "; in " + alike + " more the difference is within the spread");
        return new Goal("at least as fast as the best other one in Java in every row", figure, compared.isEmpty() ? null : lost.isEmpty());
    }

    /** The rows in which another one in Java is faster. */
    static List<Result> lost(List<Result> rows) {
        return rows.stream().filter(row -> Family.of(row.family()).isRace() && Samples.ratioToBest(row) < 1).toList();
    }

    /** Whether Lockstep and the best other one cannot be told apart. */
    static boolean isAlike(Result row) {
        return Samples.alike(row.samples().get(Samples.OURS), row.samples().get(Samples.best(row)));
    }

    private static Goal mean(String text, List<Result> rows, ToDoubleFunction<Result> ratio, double atLeast) {
        List<Double> ratios = rows.stream().map(ratio::applyAsDouble).filter(Double::isFinite).toList();
        if (ratios.isEmpty()) return new Goal(text, "–", null);
        double mean = Samples.mean(ratios);
        return new Goal(text, String.format(Locale.ROOT, "%.2f, the geometric mean of %d rows", mean, ratios.size()), mean >= atLeast);
    }

    private static Goal bytes(String text, String name, Measurement measurement, DoublePredicate enough) {
        return measurement.results.stream().filter(row -> row.name().equals(name)).findFirst()
                .map(row -> Samples.median(row.samples().get(Samples.OURS)))
                .map(bytes -> new Goal(text, String.format(Locale.ROOT, "%.1f B", bytes), enough.test(bytes)))
                .orElse(new Goal(text, "–", null));
    }

    private static Goal seam(Measurement measurement) {
        String text = "the seam for tests costs no more than noise";
        List<Result> rows = measurement.results.stream().filter(row -> Family.of(row.family()) == Family.SEAM).toList();
        if (rows.isEmpty()) return new Goal(text, "–", null);
        long dearer = rows.stream().filter(Goals::isDearerWithSeam).count();
        double cost = 1 / Samples.mean(rows.stream().map(row -> Samples.ratio(row, SEAMLESS)).toList()) - 1;
        return new Goal(text, String.format(Locale.ROOT, "%+.1f %% of the time, the geometric mean of %d rows; in %d of them more than the spread",
                cost * 100, rows.size(), dearer), dearer == 0);
    }

    private static boolean isDearerWithSeam(Result row) {
        return Samples.ratio(row, SEAMLESS) < 1 && !Samples.alike(row.samples().get(Samples.OURS), row.samples().get(SEAMLESS));
    }
}
