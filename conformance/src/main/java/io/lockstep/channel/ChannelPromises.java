package io.lockstep.channel;

import io.lockstep.conformance.blackbox.BrokenPromiseException;
import io.lockstep.conformance.blackbox.NotOfferedException;
import io.lockstep.conformance.blackbox.Promise;
import io.lockstep.conformance.blackbox.Trial;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Campaign;
import io.lockstep.conformance.trace.Grade;
import io.lockstep.conformance.trace.TraceException;
import io.lockstep.conformance.trace.TraceRejectedException;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** What users of a Go channel rely on, put to the test on any channel through its adapter. */
public final class ChannelPromises {
    /*
     * Two kinds of tests. Histories: random programs run on real threads, and each recorded history
     * must be one that the specification allows (it is searched for a witness; no probe is needed).
     * Their operations differ, so that a table can tell which of them go wrong. Scenarios: a few
     * operations in a fixed order, for what no history can show, as who waited longer.
     */

    static final List<String> VALUES = List.of("a", "b", "c");

    private static final int TASKS = 4;
    /** Operations of each task in a program, and programs for each capacity. */
    private static final int LENGTH = 25;
    private static final int PROGRAMS = 15;

    private final long seed;
    /** One for each capacity; its graph serves all others. */
    private final Map<Integer, Campaign> campaigns = new HashMap<>();

    /**
     * The promises.
     *
     * @param seed decides which programs are run
     */
    public ChannelPromises(long seed) {
        this.seed = seed;
    }

    /**
     * All promises.
     *
     * @return in the order of a table
     */
    public List<Promise<ChannelBox<?>>> all() {
        return List.of(
                history("send and receive: each value arrives once, in order", "send(v)", "recv"),
                history("try: not ready only if it cannot proceed", "send(v)", "recv", "trySend(v)", "trySend(v)", "tryRecv", "tryRecv"),
                history("timeout: nothing is lost, nothing happens late", "send(v)", "recv", "sendFor(v, t)", "recvFor(t)"),
                history("interrupt: nothing is lost, nothing happens late", "send(v)", "recv", "interrupt"),
                history("close: atomic for all that run and wait", "send(v)", "recv", "close once"),
                history("len: right at one moment of the call", "send(v)", "recv", "len"),
                promise("interrupted on entry: nothing happens", this::interruptedOnEntry, "send", "recv"),
                promise("senders are served first come, first served", this::sendersInOrder, "send", "recv"),
                promise("receivers are served first come, first served", this::receiversInOrder, "send", "recv"),
                promise("closed: what is buffered is received, then closed", this::closedIsDrained, "send", "recv", "close"),
                promise("closed: a send fails", this::sendOnClosed, "send", "close"),
                promise("closed: a second close fails", this::closeOfClosed, "close"),
                promise("close releases waiting receivers", this::closeReleasesReceivers, "recv", "close"),
                promise("close fails waiting senders", this::closeFailsSenders, "send", "recv", "close"),
                promise("null is refused at once", this::nullIsRefused, "send"),
                promise("a negative capacity is refused", ChannelPromises::negativeIsRefused));
    }

    private static Promise<ChannelBox<?>> promise(String name, Promise.Check<ChannelBox<?>> check, String... operations) {
        return new Promise<>(name, box -> {
            box.requires(Set.of(operations));
            check.verify(box);
        });
    }

    /* Programs of some operations: v stands for a value, t for a time. */
    private Promise<ChannelBox<?>> history(String name, String... choices) {
        Set<String> needed = new HashSet<>();
        for (String choice : choices) {
            if (!choice.equals(Op.INTERRUPT)) needed.add(choice.replaceFirst("\\W.*", ""));
        }
        return new Promise<>(name, box -> {
            box.requires(needed);
            Random random = new Random(seed);
            for (int capacity : box.capacities()) {
                Campaign campaign = campaigns.computeIfAbsent(capacity, c -> new Campaign(box.room(c), TASKS)).on(box.room(capacity));
                for (int i = 0; i < PROGRAMS; i++) judge(campaign, program(random, choices), capacity);
            }
        });
    }

    private static void judge(Campaign campaign, Program program, int capacity) throws BrokenPromiseException {
        try {
            campaign.run(program, Grade.TIMEBOXED);
        } catch (TraceRejectedException e) {
            throw new BrokenPromiseException("at capacity " + capacity + ": "
                    + e.getMessage().lines().findFirst().orElse("") + " See " + e.folder().resolve("report.txt"));
        } catch (TraceException e) {
            throw new BrokenPromiseException("at capacity " + capacity + ": " + e.getMessage().lines().findFirst().orElse(""));
        }
    }

    private static Program program(Random random, String... choices) {
        List<String> repeated = Arrays.stream(choices).filter(c -> !c.endsWith("once")).toList();
        List<List<Op>> tasks = new ArrayList<>();
        for (int task = 0; task < TASKS; task++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < LENGTH; i++) ops.add(op(random, repeated.get(random.nextInt(repeated.size()))));
            tasks.add(ops);
        }
        for (String choice : choices) {
            if (!choice.endsWith("once")) continue;
            List<Op> ops = tasks.get(random.nextInt(TASKS));
            ops.add(random.nextInt(ops.size()), Op.parse(choice.replace(" once", "")));
        }
        return new Program(tasks);
    }

    private static Op op(Random random, String choice) {
        if (choice.equals(Op.INTERRUPT)) return Op.of(Op.INTERRUPT, Program.name(random.nextInt(TASKS)));
        return Op.parse(choice.replaceAll("\\bv\\b", VALUES.get(random.nextInt(VALUES.size())))
                .replaceAll("\\bt\\b", 1 + random.nextInt(80) + "us"));
    }

    private void interruptedOnEntry(ChannelBox<?> box) throws Exception {
        for (int capacity : box.capacities()) {
            try (Trial trial = Trial.of(box.open(capacity))) {
                for (int i = 0; i < capacity; i++) trial.expect("send(a)", ChannelBox.SENT);
                Trial.Pending sender = trial.waiting("send(a)");
                Trial.expect("recv by an interrupted thread", trial.nowInterrupted("recv"), ChannelBox.INTERRUPTED);
                sender.stillWaits();
                for (int i = 0; i <= capacity; i++) trial.expect("recv", "a");
                sender.gives(ChannelBox.SENT);
                Trial.expect("send by an interrupted thread", trial.nowInterrupted("send(b)"), ChannelBox.INTERRUPTED);
                Trial.Pending receiver = trial.waiting("recv");
                receiver.stillWaits();
                trial.expect("send(c)", ChannelBox.SENT);
                receiver.gives("c");
            }
        }
    }

    private void sendersInOrder(ChannelBox<?> box) throws Exception {
        for (int capacity : box.capacities()) {
            try (Trial trial = Trial.of(box.open(capacity))) {
                for (int i = 0; i < capacity; i++) trial.expect("send(a)", ChannelBox.SENT);
                Trial.Pending first = trial.waiting("send(b)");
                Trial.Pending second = trial.waiting("send(c)");
                first.stillWaits();
                second.stillWaits();
                for (int i = 0; i < capacity; i++) trial.expect("recv", "a");
                trial.expect("recv", "b", "recv", "c");
                first.gives(ChannelBox.SENT);
                second.gives(ChannelBox.SENT);
            }
        }
    }

    private void receiversInOrder(ChannelBox<?> box) throws Exception {
        for (int capacity : box.capacities()) {
            try (Trial trial = Trial.of(box.open(capacity))) {
                Trial.Pending first = trial.waiting("recv");
                Trial.Pending second = trial.waiting("recv");
                trial.expect("send(a)", ChannelBox.SENT, "send(b)", ChannelBox.SENT);
                first.gives("a");
                second.gives("b");
            }
        }
    }

    private void closedIsDrained(ChannelBox<?> box) throws Exception {
        try (Trial trial = Trial.of(box.open(buffered(box)))) {
            trial.expect("send(a)", ChannelBox.SENT, "close", ChannelBox.OK,
                    "recv", "a", "recv", ChannelBox.CLOSED, "recv", ChannelBox.CLOSED);
        }
    }

    private void sendOnClosed(ChannelBox<?> box) throws Exception {
        try (Trial trial = Trial.of(box.open(box.capacities().getLast()))) {
            trial.expect("close", ChannelBox.OK, "send(a)", ChannelBox.SEND_ON_CLOSED);
        }
    }

    private void closeOfClosed(ChannelBox<?> box) throws Exception {
        try (Trial trial = Trial.of(box.open(box.capacities().getLast()))) {
            trial.expect("close", ChannelBox.OK, "close", ChannelBox.CLOSE_OF_CLOSED);
        }
    }

    private void closeReleasesReceivers(ChannelBox<?> box) throws Exception {
        for (int capacity : box.capacities()) {
            try (Trial trial = Trial.of(box.open(capacity))) {
                Trial.Pending one = trial.waiting("recv");
                Trial.Pending other = trial.waiting("recv");
                trial.expect("close", ChannelBox.OK);
                one.gives(ChannelBox.CLOSED);
                other.gives(ChannelBox.CLOSED);
            }
        }
    }

    private void closeFailsSenders(ChannelBox<?> box) throws Exception {
        for (int capacity : box.capacities()) {
            try (Trial trial = Trial.of(box.open(capacity))) {
                for (int i = 0; i < capacity; i++) trial.expect("send(a)", ChannelBox.SENT);
                Trial.Pending one = trial.waiting("send(b)");
                Trial.Pending other = trial.waiting("send(b)");
                trial.expect("close", ChannelBox.OK);
                one.gives(ChannelBox.SEND_ON_CLOSED);
                other.gives(ChannelBox.SEND_ON_CLOSED);
                for (int i = 0; i < capacity; i++) trial.expect("recv", "a");
                trial.expect("recv", ChannelBox.CLOSED);
            }
        }
    }

    private void nullIsRefused(ChannelBox<?> box) throws BrokenPromiseException {
        for (int capacity : box.capacities()) {
            String outcome;
            try {
                outcome = box.sendNull(capacity);
            } catch (NullPointerException | IllegalArgumentException e) {
                continue;
            }
            throw new BrokenPromiseException("send(null) gave \"" + outcome + "\"");
        }
    }

    private static void negativeIsRefused(ChannelBox<?> box) throws BrokenPromiseException {
        try {
            box.open(-1);
        } catch (IllegalArgumentException e) {
            return;
        }
        throw new BrokenPromiseException("capacity -1 was accepted");
    }

    /** The largest capacity, which must be one that buffers. */
    private static int buffered(ChannelBox<?> box) throws NotOfferedException {
        int largest = box.capacities().getLast();
        if (largest == 0) throw new NotOfferedException("no buffer");
        return largest;
    }
}
