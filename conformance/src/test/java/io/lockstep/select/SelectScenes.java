package io.lockstep.select;

import io.lockstep.select.SelectScene.Case;
import io.lockstep.select.SelectScene.Close;
import io.lockstep.select.SelectScene.Run;
import io.lockstep.select.SelectScene.Step;
import io.lockstep.select.SelectScene.Vessel;
import io.lockstep.select.SelectScene.Wait;
import io.lockstep.select.SelectScene.WayOut;
import java.util.List;
import java.util.function.IntFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** Random scenes, which shrink to small ones. */
final class SelectScenes {

    private static final int MOST_CHANNELS = 4;
    private static final int MOST_CASES = 5;
    private static final int MOST_TIMES = 4;

    private SelectScenes() {
    }

    static Arbitrary<SelectScene> played(int mostSteps) {
        return scenes(n -> Arbitraries.frequencyOf(Tuple.of(4, runs(n)), Tuple.of(5, waits(n)), Tuple.of(3, closes(n))), mostSteps);
    }

    /** Of runs and closes only. */
    static Arbitrary<SelectScene> concurrent(int mostTasks) {
        return scenes(n -> Arbitraries.frequencyOf(Tuple.of(9, runs(n)), Tuple.of(1, closes(n))), mostTasks);
    }

    private static Arbitrary<SelectScene> scenes(IntFunction<Arbitrary<Step>> steps, int mostSteps) {
        return vessels().list().ofMinSize(1).ofMaxSize(MOST_CHANNELS)
                .flatMap(channels -> steps.apply(channels.size()).list().ofMinSize(1).ofMaxSize(mostSteps)
                        .withSizeDistribution(RandomDistribution.uniform())
                        .map(all -> new SelectScene(channels, all)));
    }

    private static Arbitrary<Vessel> vessels() {
        Arbitrary<Vessel> real = Arbitraries.integers().between(0, 3)
                .flatMap(capacity -> Arbitraries.integers().between(0, capacity).map(held -> new Vessel(capacity, held)));
        return Arbitraries.frequencyOf(Tuple.of(8, real), Tuple.of(1, Arbitraries.just(new Vessel(Vessel.NIL, 0))));
    }

    static Arbitrary<Case> cases(int channels) {
        return Combinators.combine(Arbitraries.integers().between(0, channels - 1), Arbitraries.of(false, true)).as(Case::new);
    }

    private static Arbitrary<Step> runs(int channels) {
        return Combinators.combine(cases(channels).list().ofMaxSize(MOST_CASES), Arbitraries.of(WayOut.class),
                Arbitraries.integers().between(1, MOST_TIMES), Arbitraries.of(false, true)).as(Run::new);
    }

    private static Arbitrary<Step> waits(int channels) {
        Arbitrary<List<Case>> different = cases(channels).list().uniqueElements().ofMinSize(1).ofMaxSize(Math.min(3, 2 * channels));
        return Combinators.combine(different, Arbitraries.of(false, true)).as(Wait::new);
    }

    private static Arbitrary<Step> closes(int channels) {
        return Arbitraries.integers().between(0, channels - 1).map(Close::new);
    }
}
