package io.lockstep.bench.report;

import io.lockstep.bench.Measurement.Result;
import java.util.Collection;
import java.util.List;
import org.apache.commons.statistics.descriptive.Median;
import org.apache.commons.statistics.descriptive.Quantile;

/** What samples say: their middle, their spread, and how those of one compare with those of another. */
public final class Samples {

    /** What we go by. */
    public static final String OURS = "Lockstep";

    /** What Go goes by: no peer in Java, so it is left out where the best of the others is meant. */
    public static final String GO = "Go";

    private Samples() {
    }

    /**
     * The middle of some samples.
     *
     * @param samples at least one
     * @return their median
     */
    public static double median(Collection<Double> samples) {
        return Median.withDefaults().evaluate(array(samples));
    }

    /** Half the distance between the quartiles. */
    static double spread(Collection<Double> samples) {
        double[] quartiles = Quantile.withDefaults().evaluate(array(samples), new double[] {0.25, 0.75});
        return (quartiles[1] - quartiles[0]) / 2;
    }

    /** The geometric mean of what is a number; not a number, if nothing is. */
    static double mean(Collection<Double> ratios) {
        var logarithms = ratios.stream().filter(Double::isFinite).mapToDouble(Math::log).average();
        return logarithms.isEmpty() ? Double.NaN : Math.exp(logarithms.getAsDouble());
    }

    /** How often Lockstep could do it in the time of a peer; not a number, if the peer or Lockstep has no samples. */
    static double ratio(Result row, String peer) {
        List<Double> ours = row.samples().get(OURS);
        List<Double> theirs = row.samples().get(peer);
        return ours == null || theirs == null ? Double.NaN : median(theirs) / median(ours);
    }

    /** The same for the best of the others in Java. */
    static double ratioToBest(Result row) {
        return ratio(row, best(row));
    }

    /** The best of the others in Java, if there are any. */
    static String best(Result row) {
        return row.samples().keySet().stream().filter(peer -> !peer.equals(OURS) && !peer.equals(GO))
                .min((a, b) -> Double.compare(ratio(row, a), ratio(row, b))).orElse("");
    }

    /** Whether two medians are no further apart than the spreads of their samples. */
    static boolean alike(Collection<Double> some, Collection<Double> others) {
        return Math.abs(median(some) - median(others)) <= spread(some) + spread(others);
    }

    private static double[] array(Collection<Double> samples) {
        return samples.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
