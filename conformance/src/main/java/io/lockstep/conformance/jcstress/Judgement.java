package io.lockstep.conformance.jcstress;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;

import io.lockstep.conformance.jcstress.Observation.Grade;
import io.lockstep.conformance.jcstress.Observation.Outcome;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Whether a run of jcstress shows that no memory effect is missing.
 *
 * @param observations one for each test
 */
public record Judgement(List<Observation> observations) {

    /**
     * What speaks against the run: outcomes that are forbidden; and whatever makes it worthless, as tests
     * without a result, tests that never got to the point, and canaries that were not seen.
     *
     * @return a line for each; empty if the run is good
     */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        if (observations.isEmpty()) faults.add("no test has run");
        for (Observation observation : observations) {
            if (observation.trouble() != null) faults.add(observation.test() + ": " + observation.trouble());
            for (Outcome outcome : observation.outcomes()) {
                if (outcome.grade() == Grade.FORBIDDEN && outcome.count() > 0) {
                    faults.add(String.format(Locale.ROOT, "%s: saw \"%s\" %,d times, which is forbidden. %s",
                            observation.test(), outcome.id(), outcome.count(), outcome.why()));
                } else if (outcome.grade() == Grade.EXPECTED && outcome.count() == 0) {
                    faults.add(observation.test() + ": never saw \"" + outcome.id() + "\"; a longer mode may");
                }
            }
            if (observation.isCanary() && observation.sightings() == 0) {
                faults.add(observation.test() + ": the seeded fault was not seen; nor would others be. A longer mode may");
            }
        }
        return faults;
    }

    /**
     * A table of the tests, and what speaks against the run.
     *
     * @return several lines; the last one sums up
     */
    @Override
    public String toString() {
        List<String> faults = faults();
        StringBuilder text = new StringBuilder(AsciiTable.builder().border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
                .data(observations, List.of(
                        column("test").dataAlign(HorizontalAlign.LEFT).with(Observation::test),
                        column("samples").with(o -> number(o.samples())),
                        column("forbidden seen").with(o -> o.isCanary() ? "" : number(o.sightings())),
                        column("canary seen").with(o -> o.isCanary() ? number(o.sightings()) : ""))).asString());
        faults.forEach(fault -> text.append('\n').append(fault));
        long canaries = observations.stream().filter(Observation::isCanary).count();
        return text.append(String.format(Locale.ROOT, "\ntests: %d; canaries: %d; ", observations.size() - canaries, canaries))
                .append(faults.isEmpty() ? "all as expected" : "faults: " + faults.size()).toString();
    }

    private static Column column(String title) {
        return new Column().header(title).headerAlign(HorizontalAlign.LEFT).dataAlign(HorizontalAlign.RIGHT).maxWidth(80);
    }

    private static String number(long n) {
        return String.format(Locale.ROOT, "%,d", n);
    }
}
