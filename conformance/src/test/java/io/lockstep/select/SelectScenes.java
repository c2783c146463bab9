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
        Arbitrary<WayOut> anyWay = Arbitraries.of(WayOut.class);
        return scenes(MOST_CHANNELS, 3, 1, mostSteps, n -> Arbitraries.frequencyOf(
                Tuple.of(4, runs(n, anyWay)), Tuple.of(5, waits(n)), Tuple.of(3, closes(n))));
    }

    /** Of runs and closes only; few channels with little room, and runs that mostly wait, so that they meet. */
    static Arbitrary<SelectScene> concurrent(int mostTasks) {
        Arbitrary<WayOut> mostlyWaiting = Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.just(WayOut.SHORT_TIME)), Tuple.of(1, Arbitraries.of(WayOut.class)));
        return scenes(2, 1, 2, mostTasks, n -> Arbitraries.frequencyOf(
                Tuple.of(12, runs(n, mostlyWaiting)), Tuple.of(1, closes(n))));
    }

    private static Arbitrary<SelectScene> scenes(int mostChannels, int mostRoom, int fewestSteps, int mostSteps,
                                                 IntFunction<Arbitrary<Step>> steps) {
        return vessels(mostRoom).list().ofMinSize(1).ofMaxSize(mostChannels)
                .flatMap(channels -> steps.apply(channels.size()).list().ofMinSize(fewestSteps).ofMaxSize(mostSteps)
                        .withSizeDistribution(RandomDistribution.uniform())
                        .map(all -> new SelectScene(channels, all)));
    }

    private static Arbitrary<Vessel> vessels(int mostRoom) {
        Arbitrary<Vessel> real = Arbitraries.integers().between(0, mostRoom)
                .flatMap(capacity -> Arbitraries.integers().between(0, capacity).map(held -> new Vessel(capacity, held)));
        return Arbitraries.frequencyOf(Tuple.of(8, real), Tuple.of(1, Arbitraries.just(new Vessel(Vessel.NIL, 0))));
    }

    static Arbitrary<Case> cases(int channels) {
        return Combinators.combine(Arbitraries.integers().between(0, channels - 1), Arbitraries.of(false, true)).as(Case::new);
    }

    private static Arbitrary<Step> runs(int channels, Arbitrary<WayOut> ways) {
        return Combinators.combine(cases(channels).list().ofMaxSize(MOST_CASES), ways,
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
