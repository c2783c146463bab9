package io.lockstep.select;

import static io.lockstep.channel.ChannelBox.CLOSED;
import static io.lockstep.conformance.blackbox.Standing.Kind.BROKEN;
import static io.lockstep.conformance.blackbox.Standing.Kind.KEPT;
import static io.lockstep.conformance.blackbox.Standing.Kind.NOT_OFFERED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBox;
import io.lockstep.channel.ChannelPeers;
import io.lockstep.conformance.blackbox.Comparison;
import io.lockstep.conformance.blackbox.Promise;
import io.lockstep.conformance.blackbox.Standing;
import io.lockstep.conformance.evidence.Evidence;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

@DisplayName("Go's promises, put to the test on a select as a black box:")
class SelectPeersTest {

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    private static final String ONE = "one case happens, the others do not";
    private static final String WAITS = "a select waits until a case is ready";
    private static final String ORDER = "who waited first is served first, selects and plain operations alike";
    private static final String LOSERS = "a case that loses leaves nothing behind";
    private static final String SKIPPED = "a channel that selects skip stays as fast as it was";
    private static final String DEFAULT = "the default happens if nothing is ready, and only then";
    private static final String MOMENT = "no default if at every moment something was ready";
    private static final String FAIR = "each ready case is chosen equally often";
    private static final String THRICE = "a channel in three of four cases is chosen thrice as often";
    private static final String REPEATS = "a channel may stand in several cases";
    private static final String ITSELF = "send and receive on one channel: a select never meets itself";
    private static final String NIL = "the nil channel is never ready";
    private static final String EMPTY = "without cases it waits until it is interrupted";
    private static final String CLOSED_RECEIVE = "closed: a receive is ready, after what is buffered";
    private static final String CLOSED_OTHERS = "closed: the other cases may still happen";
    private static final String CLOSED_SEND = "closed: a send is ready, and fails";
    private static final String RELEASES = "close ends a select that waits to receive";
    private static final String FAILS = "close fails a select that waits to send";
    private static final String RECEIVES = "close: who waits to send and to receive receives";
    private static final String ENTRY = "interrupted on entry: nothing happens";
    private static final String DEAF = "a default ignores interrupts";
    private static final String TIMEOUT = "timeout: nothing happens, nothing is left behind";
    private static final String INTERRUPT_RACE = "interrupt: nothing is lost, nothing happens late";
    private static final String TIMEOUT_RACE = "timeout: nothing is lost, nothing happens late";
    private static final String TIMED_INTERRUPT = "interrupt of a timed select: nothing is lost";
    private static final String MEETING = "selects that meet: as if one after the other";
    private static final String BUFFERS = "selects and buffers: as if one after the other";
    private static final String CLOSING = "selects and close: as if one after the other";
    private static final String TWICE = "sends and receives on one channel: as if one after the other";

    private static final List<Promise<ChannelBox<?>>> PROMISES =
            new SelectPromises(Long.getLong("lockstep.seed", System.nanoTime()), QUICK).all();

    @Test
    @DisplayName("ours keeps them all")
    void ours() {
        Comparison comparison = SelectPeers.compare(List.of(SelectPeers.lockstep()), QUICK);
        long kept = comparison.standings().values().stream().flatMap(row -> row.values().stream())
                .filter(standing -> standing.kind() == KEPT).count();
        Evidence.record("select", "peers", Map.of("run", comparison.standings().size(), "asExpected", kept));
        comparison.standings().forEach((promise, row) -> row.forEach((peer, standing) ->
                assertEquals(new Standing(KEPT, ""), standing, promise)));
    }

    @Test
    @DisplayName("a channel without select does not offer it")
    void withoutSelect() {
        for (Promise<ChannelBox<?>> promise : PROMISES) {
            assertEquals(new Standing(NOT_OFFERED, "no select"), promise.of(ChannelPeers.arrayBlockingQueue()), promise.name());
        }
    }

    @Test
    @DisplayName("others keep some")
    void others() {
        assumeFalse(QUICK, "this is not about our select");
        Comparison table = SelectPeers.compare(ChannelPeers.plugged(), false);
        System.out.println(table);
        String jox = "jox Channel";
        for (String promise : List.of(ONE, WAITS, LOSERS, DEFAULT, DEAF, CLOSED_RECEIVE, RELEASES)) {
            assertEquals(KEPT, table.standing(promise, jox).kind(), promise);
        }
        assertEquals(NOT_OFFERED, table.standing(NIL, jox).kind());
        assertEquals(BROKEN, table.standing(FAIR, jox).kind(), "it takes the first that is ready");
        assertEquals(BROKEN, table.standing(REPEATS, jox).kind(), "it refuses them");
        assertEquals(BROKEN, table.standing(EMPTY, jox).kind(), "it refuses it");
        assertEquals(BROKEN, table.standing(CLOSED_OTHERS, jox).kind(), "it takes the closed one");
        assertEquals(BROKEN, table.standing(FAILS, jox).kind(), "its done lets waiting sends be received");
        assertEquals(BROKEN, table.standing(ENTRY, jox).kind(), "it looks at the flag only when it waits");
    }

    private static Map<String, ChannelBox<Channel<String>>> faults() {
        return new TreeMap<>(Map.ofEntries(
                Map.entry(ONE, BrokenSelects.with(BrokenSelects::twoHappen)),
                Map.entry(WAITS, BrokenSelects.with(BrokenSelects::doesNotWait)),
                Map.entry(ORDER, BrokenSelects.with(BrokenSelects::polls)),
                Map.entry(LOSERS, BrokenSelects.with(BrokenSelects::losersStay)),
                Map.entry(SKIPPED, BrokenSelects.with(BrokenSelects.growing())),
                Map.entry(DEFAULT, BrokenSelects.with(BrokenSelects::looksAtOne)),
                Map.entry(MOMENT, BrokenSelects.with(BrokenSelects::smears)),
                Map.entry(FAIR, BrokenSelects.with(BrokenSelects::smears)),
                Map.entry(THRICE, BrokenSelects.with(BrokenSelects::countsOnce)),
                Map.entry(REPEATS, BrokenSelects.with(BrokenSelects::refusesRepeats)),
                Map.entry(ITSELF, BrokenSelects.with(BrokenSelects::meetsItself)),
                Map.entry(NIL, BrokenSelects.closedNil()),
                Map.entry(EMPTY, BrokenSelects.with(BrokenSelects::emptyReturns)),
                Map.entry(CLOSED_RECEIVE, BrokenSelects.saying(BrokenSelects.turning(CLOSED, "null"))),
                Map.entry(CLOSED_OTHERS, BrokenSelects.with(BrokenSelects::closedFirst)),
                Map.entry(CLOSED_SEND, BrokenSelects.with(BrokenSelects::ignoresClosedSends)),
                Map.entry(RELEASES, BrokenSelects.closesNothing()),
                Map.entry(FAILS, BrokenSelects.sendsOnClosed()),
                Map.entry(RECEIVES, BrokenSelects.with(BrokenSelects::failsThoughItCouldReceive)),
                Map.entry(ENTRY, BrokenSelects.with(BrokenSelects::forgetsTheInterrupt)),
                Map.entry(DEAF, BrokenSelects.with(BrokenSelects::interruptible)),
                Map.entry(TIMEOUT, BrokenSelects.with(BrokenSelects::losersStay)),
                Map.entry(INTERRUPT_RACE, BrokenSelects.with(BrokenSelects::dropsWhenInterrupted)),
                Map.entry(TIMEOUT_RACE, BrokenSelects.with(BrokenSelects::dropsWhenLate)),
                Map.entry(TIMED_INTERRUPT, BrokenSelects.with(BrokenSelects::dropsWhenInterrupted)),
                Map.entry(MEETING, BrokenSelects.with(BrokenSelects::polls)),
                Map.entry(BUFFERS, BrokenSelects.with(BrokenSelects::resends)),
                Map.entry(CLOSING, BrokenSelects.saying(BrokenSelects.turning(CLOSED, "a"))),
                Map.entry(TWICE, BrokenSelects.with(BrokenSelects::meetsItself))));
    }

    @TestFactory
    @DisplayName("a select that breaks one is found out:")
    Stream<DynamicTest> theChecksAreSeenToFail() {
        assumeFalse(QUICK, "this is not about our select");
        return faults().entrySet().stream().map(seeded -> DynamicTest.dynamicTest(seeded.getKey(), () -> {
            Standing standing = promise(seeded.getKey()).of(seeded.getValue());
            assertEquals(BROKEN, standing.kind());
            System.out.println(seeded.getKey() + "\n    " + standing.reason());
        }));
    }

    @Test
    @DisplayName("every promise has a select that breaks it")
    void noCheckIsUntested() {
        assertEquals(PROMISES.stream().map(Promise::name).sorted().toList(), List.copyOf(faults().keySet()));
    }

    private static Promise<ChannelBox<?>> promise(String name) {
        return PROMISES.stream().filter(p -> p.name().equals(name)).findFirst().orElseThrow();
    }
}
