package io.lockstep.orchannel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.Receiver;
import io.lockstep.conformance.schedule.VirtualTime;
import io.lockstep.seam.Seam;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Trees of or-channels over a few channels, which are closed or sent to in any order; any node may be
 * cancelled in between. What must hold whenever nobody can go on is said of each or-channel and its inputs
 * alone.
 */
@Label("Whatever tree of or-channels, whatever happens to its leaves, and whichever node is cancelled:")
class OrChannelProperties {

    private static final int LEAVES = 4;
    private static final int DEPTH = 4;
    private static final int WIDTH = 5;
    private static final int EVENTS = 6;
    private static final int SCHEDULES = 5;

    /** An or-channel of other nodes, or a leaf. Shrinks to few and shallow ones. */
    sealed interface Tree {
        record Leaf(int channel) implements Tree {
        }

        record Or(List<Tree> inputs) implements Tree {
        }
    }

    /** Something that happens to a leaf, or to an or-channel if there are any yet. */
    sealed interface Event {
        record Send(int channel) implements Event {
        }

        record Close(int channel) implements Event {
        }

        record Cancel(int node) implements Event {
        }
    }

    /** An or-channel and its inputs: what a leaf and what another or-channel is to it. */
    private record Node(OrChannel<Object> or, List<Receiver<?>> inputs) {
    }

    /** One run: the tree grows, the events happen, everything is cancelled. */
    private static final class Run {
        private final List<Channel<Object>> leaves = IntStream.range(0, LEAVES).mapToObj(i -> Channel.unbuffered("leaf " + i)).toList();
        private final List<Node> nodes = new ArrayList<>();
        private final List<Object> sent = new ArrayList<>();
        private final Set<OrChannel<Object>> cancelled = new HashSet<>();

        Receiver<?> grow(Tree tree) {
            if (tree instanceof Tree.Leaf leaf) return leaves.get(leaf.channel());
            List<Receiver<?>> inputs = new ArrayList<>();
            for (Tree input : ((Tree.Or) tree).inputs()) inputs.add(grow(input));
            OrChannel<Object> or = OrChannel.any(inputs);
            nodes.add(new Node(or, inputs));
            return or.done();
        }

        void happens(Event event) {
            switch (event) {
                case Event.Send(int channel) -> {
                    Object value = "value " + sent.size();
                    if (!isClosed(leaves.get(channel)) && leaves.get(channel).trySend(value)) sent.add(value);
                }
                case Event.Close(int channel) -> {
                    if (!isClosed(leaves.get(channel))) leaves.get(channel).close();
                }
                case Event.Cancel(int node) -> {
                    if (!nodes.isEmpty()) cancel(nodes.get(node % nodes.size()).or);
                }
            }
        }

        private void cancel(OrChannel<Object> or) {
            or.close();
            if (or.firing().isEmpty()) cancelled.add(or);
        }

        /**
         * An or-channel has fired if and only if an input has, for instance another one that was cancelled, unless it
         * was cancelled before; and every value that has been taken is in one firing.
         */
        void isAsPromised() {
            List<Object> taken = new ArrayList<>();
            for (Node node : nodes) {
                boolean done = isClosed(node.or.done());
                Object value = node.or.firing().map(f -> f.brought().orNull()).orElse(null);
                boolean fired = value != null || node.inputs.stream().anyMatch(Run::isClosed);
                boolean ended = cancelled.contains(node.or);
                assertEquals(fired || ended, done, () -> node.or + " has inputs " + node.inputs);
                assertEquals(done && !ended, node.or.firing().isPresent());
                if (value != null) taken.add(value);
                else node.or.firing().ifPresent(f -> assertTrue(isClosed(node.inputs.get(f.input()))));
            }
            taken.sort(null);
            assertEquals(sent, taken);
        }

        void end() {
            nodes.forEach(node -> node.or.close());
            for (Node node : nodes) assertTrue(isClosed(node.or.done()));
        }

        private static boolean isClosed(Receiver<?> channel) {
            return channel.tryReceive().isClosed();
        }
    }

    /** Waits until nobody can go on: only then does time pass. */
    private static void rest() {
        try {
            Channel.nil().receive(Duration.ofNanos(1));
        } catch (InterruptedException e) {
            throw new AssertionError("nobody was to interrupt this", e);
        }
    }

    @Label("an or-channel fires if and only if an input does, no value is lost, and no task is left after the cancel")
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void firesIfAnInputDoes(@ForAll("trees") Tree tree, @ForAll("events") List<Event> events, @ForAll long seed) {
        VirtualTime.randomSchedules(seed, SCHEDULES, () -> {
            Run run = new Run();
            run.grow(tree);
            for (Event event : events) {
                rest();
                run.isAsPromised();
                run.happens(event);
            }
            rest();
            run.isAsPromised();
            run.end();
        });
    }

    @Label("the same with all events at once, before and while the tree grows")
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void anyTiming(@ForAll("trees") Tree tree, @ForAll("events") List<Event> events, @ForAll long seed) {
        VirtualTime.randomSchedules(seed, SCHEDULES, () -> {
            Run run = new Run();
            Thread others = Seam.unstarted("events", () -> events.forEach(run::happens));
            others.start();
            run.grow(tree);
            rest();
            assertFalse(others.isAlive());
            run.isAsPromised();
            run.end();
        });
    }

    @Provide
    Arbitrary<Tree> trees() {
        Arbitrary<Tree> tree = leaf();
        for (int depth = 1; depth < DEPTH; depth++) tree = Arbitraries.frequencyOf(Tuple.of(2, leaf()), Tuple.of(3, or(tree)));
        return or(tree);
    }

    private static Arbitrary<Tree> leaf() {
        return Arbitraries.integers().between(0, LEAVES - 1).map(Tree.Leaf::new);
    }

    private static Arbitrary<Tree> or(Arbitrary<Tree> inputs) {
        return inputs.list().ofMaxSize(WIDTH).map(Tree.Or::new);
    }

    @Provide
    Arbitrary<List<Event>> events() {
        Arbitrary<Integer> leaf = Arbitraries.integers().between(0, LEAVES - 1);
        Arbitrary<Integer> node = Arbitraries.integers().between(0, 2 * WIDTH);
        return Arbitraries.<Event>oneOf(leaf.map(Event.Send::new), leaf.map(Event.Close::new), node.map(Event.Cancel::new))
                .list().ofMaxSize(EVENTS);
    }
}
