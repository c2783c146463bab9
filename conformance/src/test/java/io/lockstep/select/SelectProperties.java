package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.lockstep.channel.Channel;
import io.lockstep.select.SelectPlay.Situation;
import io.lockstep.select.SelectScene.Case;
import io.lockstep.select.SelectScene.Close;
import io.lockstep.select.SelectScene.Run;
import io.lockstep.select.SelectScene.Vessel;
import io.lockstep.select.SelectScene.Wait;
import io.lockstep.select.SelectScene.WayOut;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;
import net.jqwik.api.statistics.StatisticsReport.StatisticsReportMode;

@Tag("production")
@Label("Whatever the cases, and whatever state the channels are in,")
class SelectProperties {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    /** How many scenes in a hundred have to bring about each of the situations. */
    private static final double ENOUGH = 1;

    @Label("exactly one ready case happens, exactly as the language says, or the way out if none is ready")
    @Property(tries = 2_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void alone(@ForAll("scenes") SelectScene scene) throws InterruptedException {
        Set<Situation> met = new SelectPlay(scene, SelectPlay.library()).play();
        for (Situation each : Situation.values()) {
            Statistics.label(each.name()).collect(met.contains(each))
                    .coverage(scenes -> scenes.check(true).percentage(p -> p > ENOUGH));
        }
    }

    @Label("no value is lost, duplicated or made up when all of it happens at once")
    @Property(tries = 1_000)
    @StatisticsReport(StatisticsReportMode.OFF)
    void together(@ForAll("crowds") SelectScene scene) throws InterruptedException {
        Statistics.label("two tasks have met").collect(new SelectCrowd(scene).play())
                .coverage(scenes -> scenes.check(true).percentage(p -> p > ENOUGH));
    }

    @Provide
    Arbitrary<SelectScene> scenes() {
        return SelectScenes.played(12);
    }

    @Provide
    Arbitrary<SelectScene> crowds() {
        return SelectScenes.concurrent(6);
    }

    // ---- The play notices a select that is not right.

    private static final Vessel FULL = new Vessel(1, 1);
    private static final Vessel EMPTY = new Vessel(1, 0);
    private static final Run TAKE_EITHER = new Run(List.of(new Case(0, false), new Case(1, false)), WayOut.DEFAULT, 1, true);

    @Label("and a select that takes from a loser as well is found out;")
    @Example
    void rejectsTwoWinners() {
        rejected("held by", (channels, run, operand) -> {
            String result = SelectPlay.library().run(channels, run, operand);
            channels.forEach(Channel::tryReceive);
            return result;
        }, List.of(FULL, FULL), TAKE_EITHER);
    }

    @Label("so is one that takes the default though a case is ready;")
    @Example
    void rejectsAHastyDefault() {
        rejected("the cases [1] were ready; got default", (channels, run, operand) -> "default", List.of(EMPTY, FULL), TAKE_EITHER);
    }

    @Label("one that says that a case has happened which was not ready;")
    @Example
    void rejectsACaseThatWasNotReady() {
        rejected("the cases [1] were ready; got 0 closed", (channels, run, operand) -> "0 closed", List.of(EMPTY, FULL), TAKE_EITHER);
    }

    @Label("one that sends another case's operand;")
    @Example
    void rejectsAnotherOperand() {
        rejected("held by a", (channels, run, operand) -> SelectPlay.library().run(channels, run, i -> operand.apply(i + 1)),
                List.of(EMPTY), new Run(List.of(new Case(0, true)), WayOut.DEFAULT, 1, true));
    }

    @Label("one that ignores a send on a closed channel;")
    @Example
    void rejectsAClosedSendIgnored() {
        SelectScene scene = new SelectScene(List.of(EMPTY),
                List.of(new Close(0), new Run(List.of(new Case(0, true)), WayOut.DEFAULT, 1, true)));
        rejected("the cases [0] were ready; got default", (channels, run, operand) -> "default", scene);
    }

    @Label("one that still sends when it has been interrupted on entry;")
    @Example
    void rejectsAnEffectOfAnInterruptedSelect() {
        rejected("held by a", (channels, run, operand) -> {
            channels.get(0).trySend("late");
            return "interrupted";
        }, List.of(EMPTY), new Run(List.of(new Case(0, true)), WayOut.INTERRUPTED, 1, true));
    }

    @Label("and one that leaves a partner waiting, though it could have met it.")
    @Example
    void rejectsAPartnerLeftWaiting() {
        SelectScene scene = new SelectScene(List.of(new Vessel(0, 0)),
                List.of(new Wait(List.of(new Case(0, false)), false), new Run(List.of(new Case(0, true)), WayOut.NOW, 1, true)));
        rejected("the partner of go select { <-a }", (channels, run, operand) -> "0 sent", scene);
    }

    private static void rejected(String because, SelectPlay.Subject subject, List<Vessel> channels, Run run) {
        rejected(because, subject, new SelectScene(channels, List.of(run)));
    }

    private static void rejected(String because, SelectPlay.Subject subject, SelectScene scene) {
        String message = assertThrows(AssertionError.class, () -> new SelectPlay(scene, subject).play()).getMessage();
        assertTrue(message.contains(because), message);
        assertTrue(message.contains(scene.toString()), () -> "the failure does not tell the scene: " + message);
    }

    // ---- A token that is always somewhere.

    @Label("a default is not taken while at every moment some case is ready")
    @Property(tries = 20)
    void neverTheDefault(@ForAll @IntRange(min = 2, max = 5) int channels) throws InterruptedException {
        Wandering token = new Wandering(channels);
        assertEquals(0, token.misses(token.select(), QUICK ? 1_000 : 20_000));
    }

    @Label("and a select that looks at one case after the other is found out")
    @Example
    void rejectsOneCaseAfterTheOther() throws InterruptedException {
        int misses = 0;
        for (int i = 0; i < 1_000 && misses == 0; i++) {
            Wandering token = new Wandering(2);
            misses = token.misses(token.oneAfterTheOther(), 20_000);
        }
        assertTrue(misses > 0, "a select that does not decide at one moment was not found out");
    }

    // ---- Allocation.

    private static final int ROUNDS = 1_000;
    private static final int MEASUREMENTS = 5;

    @Label("a select that is run again allocates nothing if a case is ready")
    @Property(tries = 50)
    void allocatesNothing(@ForAll("channelsWithCases") SelectScene scene) throws InterruptedException {
        Select<Integer> select = balanced(scene);
        assertEquals(0, allocated(() -> select), () -> "bytes in " + ROUNDS + " rounds of" + scene);
    }

    @Label("and one that is built anew does")
    @Property(tries = 5)
    void noticesAllocation(@ForAll("channelsWithCases") SelectScene scene) throws InterruptedException {
        assertTrue(allocated(() -> balanced(scene)) > ROUNDS, "to build a select takes more than a byte");
    }

    /** One select on open channels with room, whose cases therefore are all ready. */
    @Provide
    Arbitrary<SelectScene> channelsWithCases() {
        Arbitrary<WayOut> ways = Arbitraries.of(WayOut.DEFAULT, WayOut.NOW, WayOut.SHORT_TIME);
        return Arbitraries.integers().between(1, 4).flatMap(n -> SelectScenes.cases(n).list().ofMinSize(1).ofMaxSize(6)
                .flatMap(cases -> ways.map(way -> new SelectScene(Collections.nCopies(n, new Vessel(2, 1)),
                        List.of(new Run(cases, way, ROUNDS, true))))));
    }

    /** A select whose handlers undo what it has done, without allocating anything. */
    private static Select<Integer> balanced(SelectScene scene) {
        List<Channel<String>> channels = SelectPlay.make(scene.channels());
        Run run = (Run) scene.steps().get(0);
        Select.Cases<Integer> cases = Select.cases();
        for (Case c : run.cases()) {
            Channel<String> channel = channels.get(c.channel());
            if (c.send()) cases.sendFrom(channel, () -> "sent", () -> receive(channel));
            else cases.receive(channel, value -> channel.trySend(value) ? 1 : 0);
        }
        switch (run.wayOut()) {
            case DEFAULT -> cases.otherwise(() -> 0);
            case SHORT_TIME -> cases.after(Duration.ofMillis(1), () -> 0);
            default -> { }
        }
        return cases.build();
    }

    private static Integer receive(Channel<String> channel) {
        try {
            return channel.receive() == null ? 0 : 1;
        } catch (InterruptedException e) {
            throw new AssertionError("nobody was to interrupt this", e);
        }
    }

    /** The bytes that this thread allocates in some rounds: the least of several measurements, the first warms up. */
    private static long allocated(Supplier<Select<Integer>> select) throws InterruptedException {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long least = Long.MAX_VALUE;
        for (int m = 0; m < MEASUREMENTS; m++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            for (int i = 0; i < ROUNDS; i++) {
                if (select.get().run() != 1) throw new AssertionError("no case was ready");
            }
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }
}
