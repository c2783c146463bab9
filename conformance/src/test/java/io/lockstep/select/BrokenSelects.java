package io.lockstep.select;

import static io.lockstep.channel.ChannelBox.CLOSED;
import static io.lockstep.channel.ChannelBox.DEFAULT;
import static io.lockstep.channel.ChannelBox.INTERRUPTED;
import static io.lockstep.channel.ChannelBox.OK;
import static io.lockstep.channel.ChannelBox.SEND_ON_CLOSED;
import static io.lockstep.channel.ChannelBox.SENT;
import static io.lockstep.channel.ChannelBox.TIMED_OUT;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBox;
import io.lockstep.channel.ChannelBox.Case;
import io.lockstep.channel.ChannelBox.Chosen;
import io.lockstep.channel.ChannelBox.Selection;
import io.lockstep.scope.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/** Selects that each break one promise, most of them in a way that some library has shipped. */
final class BrokenSelects {

    private static final Selection<Channel<String>> RIGHT = SelectPeers::select;

    private BrokenSelects() {
    }

    /** Our channel with another select. */
    static ChannelBox<Channel<String>> with(Selection<Channel<String>> select) {
        return SelectPeers.lockstep().selects(select);
    }

    /** Our select, with what it says turned into something else if it may wait. */
    static ChannelBox<Channel<String>> saying(UnaryOperator<Chosen> instead) {
        return with((cases, time) -> isDefault(time) ? RIGHT.select(cases, time) : instead.apply(RIGHT.select(cases, time)));
    }

    static boolean isDefault(Duration time) {
        return time != null && time.isZero();
    }

    static boolean receives(Case<Channel<String>> one) {
        return !one.sends();
    }

    private static boolean isClosed(Channel<String> channel) {
        return channel.toString().contains(", closed,");
    }

    /** The send that has lost happens as well. */
    static Chosen twoHappen(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        Chosen chosen = RIGHT.select(cases, time);
        for (int i = 0; i < cases.size(); i++) {
            if (i + 1 != chosen.at() && cases.get(i).sends()) cases.get(i).channel().trySend(cases.get(i).value());
        }
        return chosen;
    }

    /** Never waits. */
    static Chosen doesNotWait(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        return RIGHT.select(cases, time == null ? Duration.ZERO : time);
    }

    /** Looks again and again instead of queueing. */
    static Chosen polls(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        if (time != null) return RIGHT.select(cases, time);
        Thread me = Thread.currentThread();
        try (Scope ticking = new Scope("ticking")) {
            ticking.start("ticks", () -> {
                while (!Thread.interrupted()) {
                    LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
                    LockSupport.unpark(me);
                }
            });
            for (;;) {
                Chosen chosen = RIGHT.select(cases, Duration.ZERO);
                if (chosen.at() > 0) return chosen;
                if (Thread.interrupted()) throw new InterruptedException();
                LockSupport.park();
            }
        }
    }

    /** The losing receives stay in their queues. */
    static Chosen losersStay(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        Chosen chosen = RIGHT.select(cases, time);
        for (int i = 0; !isDefault(time) && i < cases.size(); i++) {
            if (i + 1 != chosen.at() && receives(cases.get(i))) leaveWaiting(cases.get(i).channel());
        }
        return chosen;
    }

    private static void leaveWaiting(Channel<String> channel) {
        Thread left = Thread.startVirtualThread(() -> { // in no scope: that it stays is the fault
            try {
                channel.receive();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (left.getState() != Thread.State.WAITING) Thread.onSpinWait();
    }

    /** What selects have left behind slows the next operation down. */
    static Selection<Channel<String>> growing() {
        AtomicLong left = new AtomicLong();
        return (cases, time) -> {
            if (cases.size() > 1) left.incrementAndGet();
            else if (cases.get(0).value() != null && cases.get(0).value().equals("a") && cases.get(0).channel().cap() == 0) walk(left.get());
            return RIGHT.select(cases, time);
        };
    }

    private static void walk(long length) {
        long end = System.nanoTime() + 10 * length; // 10 ns for each
        while (System.nanoTime() < end) Thread.onSpinWait();
    }

    /** Only looks at the first case before it takes the default. */
    static Chosen looksAtOne(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        return RIGHT.select(isDefault(time) ? cases.subList(0, 1) : cases, time);
    }

    /** Looks at one case after the other, each at a moment of its own. */
    static Chosen smears(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        for (int i = 0; i < cases.size(); i++) {
            Chosen chosen = RIGHT.select(cases.subList(i, i + 1), Duration.ZERO);
            if (chosen.at() > 0) return new Chosen(i + 1, chosen.outcome());
        }
        return isDefault(time) ? new Chosen(0, DEFAULT) : RIGHT.select(cases, time);
    }

    /** Fair among channels: who stands there twice has one chance. */
    static Chosen countsOnce(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        return RIGHT.select(new ArrayList<>(new HashSet<>(cases)), time);
    }

    /** Refuses what it cannot do. */
    static Chosen refusesRepeats(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        Set<Channel<String>> channels = new HashSet<>();
        for (Case<Channel<String>> one : cases) {
            if (!channels.add(one.channel())) throw new IllegalArgumentException("a channel is used in several cases");
        }
        return RIGHT.select(cases, time);
    }

    /** Takes its own value. */
    static Chosen meetsItself(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        for (Case<Channel<String>> send : cases) {
            for (int i = 0; send.sends() && i < cases.size(); i++) {
                if (receives(cases.get(i)) && cases.get(i).channel() == send.channel()) return new Chosen(i + 1, send.value());
            }
        }
        return RIGHT.select(cases, time);
    }

    /** A nil channel that is closed. */
    static ChannelBox<Channel<String>> closedNil() {
        Channel<String> closed = Channel.unbuffered();
        closed.close();
        return SelectPeers.lockstep().withNil(closed);
    }

    /** Without cases, it has nothing to wait for. */
    static Chosen emptyReturns(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        return cases.isEmpty() ? new Chosen(0, DEFAULT) : RIGHT.select(cases, time);
    }

    /** As soon as one channel is closed, nothing else happens. */
    static Chosen closedFirst(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        for (int i = 0; i < cases.size(); i++) {
            if (receives(cases.get(i)) && isClosed(cases.get(i).channel())) return new Chosen(i + 1, CLOSED);
        }
        return RIGHT.select(cases, time);
    }

    /** Leaves out sends on closed channels. */
    static Chosen ignoresClosedSends(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        return RIGHT.select(cases.stream().filter(one -> receives(one) || !isClosed(one.channel())).toList(), time);
    }

    /** Fails at a close though it could receive. */
    static Chosen failsThoughItCouldReceive(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        Chosen chosen = RIGHT.select(cases, time);
        return cases.get(0).sends() && chosen.outcome().equals(CLOSED) ? new Chosen(1, SEND_ON_CLOSED) : chosen;
    }

    /** Does not look at the flag on entry. */
    static Chosen forgetsTheInterrupt(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        if (!cases.isEmpty()) Thread.interrupted();
        return RIGHT.select(cases, time);
    }

    /** Looks at the flag though it does not wait. */
    static Chosen interruptible(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        if (Thread.interrupted()) throw new InterruptedException();
        return RIGHT.select(cases, time);
    }

    /** An interrupt that comes after the value wins. */
    static Chosen dropsWhenInterrupted(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        Chosen chosen = RIGHT.select(cases, time);
        if (!isDefault(time)) LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        return !isDefault(time) && Thread.interrupted() ? new Chosen(0, INTERRUPTED) : chosen;
    }

    /** A timeout that comes after the value wins. */
    static Chosen dropsWhenLate(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        long deadline = time == null ? Long.MAX_VALUE : System.nanoTime() + time.toNanos();
        Chosen chosen = RIGHT.select(cases, time);
        return !isDefault(time) && System.nanoTime() > deadline ? new Chosen(0, TIMED_OUT) : chosen;
    }

    /** Receives and puts the value back, so that it is received twice. */
    static Chosen resends(List<Case<Channel<String>>> cases, Duration time) throws Exception {
        Chosen chosen = RIGHT.select(cases, time);
        if (chosen.at() > 0 && receives(cases.get(chosen.at() - 1))) cases.get(chosen.at() - 1).channel().trySend(chosen.outcome());
        return chosen;
    }

    /** A close that closes nothing. */
    static ChannelBox<Channel<String>> closesNothing() {
        return SelectPeers.lockstep().can("close", (channel, value, time) -> OK);
    }

    /** An outcome in place of another. */
    static UnaryOperator<Chosen> turning(String outcome, String into) {
        return chosen -> chosen.outcome().equals(outcome) ? new Chosen(chosen.at(), into) : chosen;
    }

    /** Says that a closed send has been sent. */
    static ChannelBox<Channel<String>> sendsOnClosed() {
        return saying(turning(SEND_ON_CLOSED, SENT));
    }
}
