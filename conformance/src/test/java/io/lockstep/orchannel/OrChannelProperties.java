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
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * Trees of or-channels over a few channels, which are closed or sent to in any order. What must hold
 * whenever nobody can go on is said of each or-channel and its inputs alone.
 */
@Label("Whatever tree of or-channels, and whatever happens to its leaves:")
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

    /** Something that happens to a leaf. */
    record Event(int channel, boolean closes) {
    }

    /** An or-channel and its inputs: what a leaf and what another or-channel is to it. */
    private record Node(OrChannel<Object> or, List<Receiver<?>> inputs) {
    }

    /** One run: the tree grows, the events happen, everything is cancelled. */
    private static final class Run {
        private final List<Channel<Object>> leaves = IntStream.range(0, LEAVES).mapToObj(i -> Channel.unbuffered("leaf " + i)).toList();
        private final List<Node> nodes = new ArrayList<>();
        private final List<Object> sent = new ArrayList<>();

        Receiver<?> grow(Tree tree) {
            if (tree instanceof Tree.Leaf leaf) return leaves.get(leaf.channel());
            List<Receiver<?>> inputs = new ArrayList<>();
            for (Tree input : ((Tree.Or) tree).inputs()) inputs.add(grow(input));
            OrChannel<Object> or = OrChannel.any(inputs);
            nodes.add(new Node(or, inputs));
            return or.done();
        }

        void happens(Event event) {
            Channel<Object> leaf = leaves.get(event.channel());
            if (leaf.tryReceive().isClosed()) return;
            Object value = "value " + sent.size();
            if (event.closes()) leaf.close();
            else if (leaf.trySend(value)) sent.add(value);
        }

        /** An or-channel has fired if and only if an input has; and every value that has been taken is in one firing. */
        void isAsPromised() {
            List<Object> taken = new ArrayList<>();
            for (Node node : nodes) {
                boolean done = node.or.done().tryReceive().isClosed();
                Object value = node.or.firing().map(f -> f.brought().orNull()).orElse(null);
                boolean fired = value != null || node.inputs.stream().anyMatch(input -> input.tryReceive().isClosed());
                assertEquals(fired, done, () -> node.or + " has inputs " + node.inputs);
                assertEquals(done, node.or.firing().isPresent());
                if (value != null) taken.add(value);
                else node.or.firing().ifPresent(f -> assertTrue(node.inputs.get(f.input()).tryReceive().isClosed()));
            }
            taken.sort(null);
            assertEquals(sent, taken);
        }

        void end() {
            nodes.forEach(node -> node.or.close());
            for (Node node : nodes) assertTrue(node.or.done().tryReceive().isClosed());
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
        return Combinators.combine(Arbitraries.integers().between(0, LEAVES - 1), Arbitraries.of(true, false)).as(Event::new)
                .list().ofMaxSize(EVENTS);
    }
}
