package io.lockstep.select;

import static io.lockstep.channel.ChannelBox.NIL;
import static io.lockstep.channel.ChannelBox.SELECT;

import io.lockstep.channel.ChannelBox;
import io.lockstep.conformance.blackbox.BrokenPromiseException;
import io.lockstep.conformance.blackbox.Promise;
import io.lockstep.conformance.blackbox.Trial;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What users of Go's select rely on, put to the test on any channel library through its adapter. */
public final class SelectPromises {
    /*
     * Scenarios: a few calls in a fixed order, each with the one result that it may have, or a few.
     * They are written as SelectCall reads them: x and y are unbuffered channels, b and d have one
     * slot. What takes several threads at once is in SelectRaces, what takes counting in SelectChoice.
     */

    /** For timed selects that nobody serves. */
    private static final Duration SOON = Duration.ofMillis(2);
    /** In which one of two fair choices fails to come up once in 10^60. */
    private static final int CHANCES = 200;

    private final SelectRaces races;
    private final SelectChoice choice;

    /**
     * The promises.
     *
     * @param seed  decides when threads are disturbed
     * @param brief whether fewer rounds will do
     */
    public SelectPromises(long seed, boolean brief) {
        races = new SelectRaces(seed, brief ? 100 : 1_000);
        choice = new SelectChoice(brief ? 20_000 : 100_000);
    }

    /**
     * All promises.
     *
     * @return in the order of a table
     */
    public List<Promise<ChannelBox<?>>> all() {
        return List.of(
                scenario("one case happens, the others do not", SelectPromises::oneCaseHappens, "send"),
                scenario("a select waits until a case is ready", SelectPromises::waits, "send", "recv"),
                scenario("who waited first is served first, selects and plain operations alike", SelectPromises::inOrder, "send", "recv"),
                scenario("a case that loses leaves nothing behind", SelectPromises::losersLeave, "send", "recv"),
                promise("a channel that selects skip stays as fast as it was", choice::skippedStaysFast, "send"),
                scenario("the default happens if nothing is ready, and only then", SelectPromises::defaults, "send"),
                promise("no default if at every moment something was ready", races::defaultThoughReady, "send"),
                promise("each ready case is chosen equally often", box -> choice.drawn(box, "b?/x?/d?", 0.5), "send"),
                promise("a channel in three of four cases is chosen thrice as often", box -> choice.drawn(box, "b?/b?/b?/d?", 0.75), "send"),
                scenario("a channel may stand in several cases", SelectPromises::duplicates, "send", "recv"),
                scenario("send and receive on one channel: a select never meets itself", SelectPromises::neverMeetsItself, "send", "recv"),
                scenario("the nil channel is never ready", SelectPromises::nil, NIL, "send"),
                scenario("without cases it waits until it is interrupted", SelectPromises::empty),
                scenario("closed: a receive is ready, after what is buffered", SelectPromises::closedReceive, "send", "close"),
                scenario("closed: the other cases may still happen", SelectPromises::closedAmongOthers, "send", "close"),
                scenario("closed: a send is ready, and fails", SelectPromises::closedSend, "close"),
                scenario("close ends a select that waits to receive", SelectPromises::closeReleases, "close"),
                scenario("close fails a select that waits to send", SelectPromises::closeFails, "close"),
                scenario("close: who waits to send and to receive receives", SelectPromises::closeReceives, "close"),
                scenario("interrupted on entry: nothing happens", SelectPromises::interruptedOnEntry, "send"),
                scenario("a default ignores interrupts", SelectPromises::defaultWhileInterrupted, "send"),
                scenario("timeout: nothing happens, nothing is left behind", SelectPromises::timesOut),
                promise("interrupt: nothing is lost, nothing happens late", races::interrupts, "send", "recv"),
                promise("timeout: nothing is lost, nothing happens late", races::timeouts, "send", "recv"),
                promise("interrupt of a timed select: nothing is lost", races::interruptsWhileTimed, "send", "recv"),
                promise("selects that meet: as if one after the other", box -> races.together(box, SelectRaces.MEETING), "send", "recv"),
                promise("selects and buffers: as if one after the other", box -> races.together(box, SelectRaces.BUFFERED), "send", "recv"),
                promise("selects and close: as if one after the other", box -> races.together(box, SelectRaces.CLOSING), "send", "recv", "close"),
                promise("sends and receives on one channel: as if one after the other", box -> races.together(box, SelectRaces.TWICE), "send", "recv", "close"));
    }

    @FunctionalInterface
    private interface Scenario {
        void play(Trial trial) throws Exception;
    }

    private static Promise<ChannelBox<?>> scenario(String name, Scenario scenario, String... needed) {
        return promise(name, box -> {
            try (Trial trial = new Trial(SelectBench.of(box, SOON))) {
                scenario.play(trial);
            }
        }, needed);
    }

    private static Promise<ChannelBox<?>> promise(String name, Promise.Check<ChannelBox<?>> check, String... needed) {
        return new Promise<>(name, box -> {
            box.requires(Set.of(SELECT));
            box.requires(Set.of(needed));
            check.verify(box);
        });
    }

    private static BrokenPromiseException odd(String what) {
        return new BrokenPromiseException(what);
    }

    private static void oneCaseHappens(Trial trial) throws Exception {
        for (int i = 0; i < 20; i++) {
            trial.expect("b!a", "1 sent");
            String result = trial.now("b?/d!c");
            switch (result) {
                case "1 a" -> trial.expect("b?:default", "0 default", "d?:default", "0 default");
                case "2 sent" -> trial.expect("b?:default", "1 a", "d?:default", "1 c");
                default -> throw odd("b?/d!c gave \"" + result + "\" with a in b and room in d");
            }
        }
    }

    private static void waits(Trial trial) throws Exception {
        Trial.Pending receives = trial.waiting("x?/y?");
        receives.stillWaits();
        trial.expect("y!a", "1 sent");
        receives.gives("2 a");
        Trial.Pending sends = trial.waiting("x!a/y?");
        sends.stillWaits();
        trial.expect("x?", "1 a");
        sends.gives("1 sent");
    }

    private static void inOrder(Trial trial) throws Exception {
        List<Trial.Pending> receivers = new ArrayList<>();
        for (String call : List.of("x?/y?", "x?", "y?/x?")) receivers.add(trial.waiting(call));
        trial.expect("x!a", "1 sent", "x!c", "1 sent", "x!e", "1 sent");
        receivers.get(0).gives("1 a");
        receivers.get(1).gives("1 c");
        receivers.get(2).gives("2 e");
    }

    private static void losersLeave(Trial trial) throws Exception {
        Trial.Pending receives = trial.waiting("x?/y?");
        trial.expect("y!a", "1 sent");
        receives.gives("2 a");
        trial.expect("x!a:default", "0 default");
        Trial.Pending sends = trial.waiting("x!a/y!c");
        trial.expect("y?", "1 c");
        sends.gives("2 sent");
        trial.expect("x?:default", "0 default");
    }

    private static void defaults(Trial trial) throws Exception {
        trial.expect("x?/b?:default", "0 default", "b!a", "1 sent", "x?/b?:default", "2 a",
                "x!a/b!c:default", "2 sent", "x!a/b!c:default", "0 default");
    }

    private static void duplicates(Trial trial) throws Exception {
        trial.expect("b!a", "1 sent");
        oneOf("b?/b? with a in b", trial.now("b?/b?"), "1 a", "2 a");
        Trial.Pending receives = trial.waiting("x?/x?");
        trial.expect("x!a", "1 sent");
        oneOf("x?/x?", receives.outcome(), "1 a", "2 a");
        Trial.Pending sends = trial.waiting("x!a/x!c");
        String received = trial.now("x?");
        oneOf("x? from x!a/x!c", received, "1 a", "1 c");
        sends.gives(received.equals("1 a") ? "1 sent" : "2 sent");
        trial.expect("x?/x!a:default", "0 default");
    }

    private static void oneOf(String what, String outcome, String... promised) throws BrokenPromiseException {
        if (!List.of(promised).contains(outcome)) throw odd(what + " gave \"" + outcome + "\", not one of " + List.of(promised));
    }

    private static void neverMeetsItself(Trial trial) throws Exception {
        Trial.Pending select = trial.waiting("x!a/x?");
        select.stillWaits();
        trial.expect("x?", "1 a");
        select.gives("1 sent");
        select = trial.waiting("x!a/x?");
        trial.expect("x!c", "1 sent");
        select.gives("2 c");
        select = trial.waiting("x!a/x?");
        String other = trial.now("x!c/x?");
        oneOf("x!c/x? that met x!a/x?", other, "1 sent", "2 a");
        select.gives(other.equals("2 a") ? "1 sent" : "2 c");
    }

    private static void nil(Trial trial) throws Exception {
        trial.expect("nil?/nil!a:default", "0 default");
        Trial.Pending select = trial.waiting("nil?/b?/nil!a");
        select.stillWaits();
        trial.expect("b!a", "1 sent");
        select.gives("2 a");
    }

    private static void empty(Trial trial) throws Exception {
        trial.expect("none:default", "0 default");
        Trial.Pending select = trial.waiting("none");
        select.stillWaits();
        select.interrupt();
        select.gives("0 interrupted");
    }

    private static void closedReceive(Trial trial) throws Exception {
        trial.expect("b!a", "1 sent", "b#", "0 ok", "x?/b?", "2 a", "x?/b?", "2 closed", "b?/x?:default", "1 closed");
    }

    private static void closedAmongOthers(Trial trial) throws Exception {
        trial.expect("b!a", "1 sent", "x#", "0 ok");
        for (int i = 0; i < CHANCES; i++) {
            String result = trial.now("x?/b?");
            oneOf("x?/b? with x closed and a in b", result, "1 closed", "2 a");
            if (result.equals("2 a")) return;
        }
        throw odd("x?/b? with x closed and a in b never gave a, in " + CHANCES + " runs");
    }

    private static void closedSend(Trial trial) throws Exception {
        trial.expect("x#", "0 ok", "x!a/y?:default", "1 send on closed channel", "y?/x!a", "2 send on closed channel");
    }

    private static void closeReleases(Trial trial) throws Exception {
        Trial.Pending one = trial.waiting("x?/y?");
        Trial.Pending other = trial.waiting("y?/x?");
        trial.expect("y#", "0 ok");
        one.gives("2 closed");
        other.gives("1 closed");
    }

    private static void closeFails(Trial trial) throws Exception {
        Trial.Pending one = trial.waiting("x!a/y?");
        trial.expect("x#", "0 ok");
        one.gives("1 send on closed channel");
    }

    private static void closeReceives(Trial trial) throws Exception {
        Trial.Pending one = trial.waiting("x!a/x?");
        trial.expect("x#", "0 ok");
        one.gives("2 closed");
    }

    private static void interruptedOnEntry(Trial trial) throws Exception {
        trial.expect("b!a", "1 sent");
        Trial.expect("b?/x? by an interrupted thread", trial.nowInterrupted("b?/x?"), "0 interrupted");
        trial.expect("b?:default", "1 a");
    }

    private static void defaultWhileInterrupted(Trial trial) throws Exception {
        Trial.expect("b?/x?:default by an interrupted thread", trial.nowInterrupted("b?/x?:default"), "0 default");
        trial.expect("b!a", "1 sent");
        Trial.expect("b?/x?:default by an interrupted thread", trial.nowInterrupted("b?/x?:default"), "1 a");
    }

    private static void timesOut(Trial trial) throws Exception {
        trial.expect("x?/y!a:timed", "0 timed out", "x!a:default", "0 default", "y?:default", "0 default");
    }
}
