package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBench;
import io.lockstep.channel.SendOnClosedChannelException;
import io.lockstep.select.SelectScene.Case;
import io.lockstep.select.SelectScene.Close;
import io.lockstep.select.SelectScene.Run;
import io.lockstep.select.SelectScene.Step;
import io.lockstep.select.SelectScene.Vessel;
import io.lockstep.select.SelectScene.Wait;
import io.lockstep.select.SelectScene.WayOut;
import io.lockstep.waiter.Port;
import io.lockstep.waiter.Ports;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;

/** Plays a scene step by step in one thread, and compares what happens with {@link SelectReference}. */
final class SelectPlay {
    /*
     * Selects that run to their end are those of users. Partners that wait are played on the core, by the
     * same thread: so it is certain that they wait, and one that is late leaves its losing waiters in the
     * queues as long as the scene likes.
     */

    /** Runs selects; what is put to the test. */
    interface Subject {
        /**
         * Runs one select.
         *
         * @param channels of the scene
         * @param run      the select
         * @param operand  the value that the case of a number sends in this run
         * @return the number of the case and what it brought, or what came of the way out
         */
        String run(List<Channel<String>> channels, Run run, IntFunction<String> operand) throws InterruptedException;
    }

    /** What a scene may bring about; one that brings about none of it tells little. */
    enum Situation { CHOICE, WAY_OUT, RENDEZVOUS, PANIC, CLOSE_NOTICED, STALE_WAITER, WITHDRAWAL }

    /** A partner, as the library plays it and as the language has it. */
    private record Partner(Wait step, SelectCore core, SelectReference.Waiting expected, String[] result) {
    }

    private final SelectScene scene;
    private final Subject subject;
    private final SelectReference reference;
    private final List<Channel<String>> channels;
    private final List<Partner> partners = new ArrayList<>();
    private final Set<Situation> met = EnumSet.noneOf(Situation.class);
    private int operands;

    SelectPlay(SelectScene scene, Subject subject) {
        this.scene = scene;
        this.subject = subject;
        this.reference = new SelectReference(scene.channels());
        this.channels = make(scene.channels());
    }

    static List<Channel<String>> make(List<Vessel> vessels) {
        List<Channel<String>> channels = new ArrayList<>();
        for (int c = 0; c < vessels.size(); c++) {
            Vessel v = vessels.get(c);
            Channel<String> channel = v.isNil() ? Channel.nil() : Channel.buffered(v.capacity(), SelectScene.channelName(c));
            for (int k = 0; k < v.held(); k++) channel.trySend(SelectScene.heldValue(c, k));
            channels.add(channel);
        }
        return channels;
    }

    /** The library's select, whose short time is over at once. */
    static Subject library() {
        return library(Duration.ofNanos(1));
    }

    /** The library's select. */
    static Subject library(Duration shortTime) {
        return new Subject() {
            private Run last;
            private Select<String> select;
            private IntFunction<String> operands;

            @Override
            public String run(List<Channel<String>> channels, Run run, IntFunction<String> operand) throws InterruptedException {
                if (run != last || !run.reused()) select = build(channels, run, i -> operands.apply(i), shortTime);
                last = run;
                operands = operand;
                return perform(select, run.wayOut());
            }
        };
    }

    private static Select<String> build(List<Channel<String>> channels, Run run, IntFunction<String> operand, Duration shortTime) {
        Select.Cases<String> cases = Select.cases();
        for (int i = 0; i < run.cases().size(); i++) {
            int at = i;
            Channel<String> channel = channels.get(run.cases().get(i).channel());
            if (run.cases().get(i).send()) cases.sendFrom(channel, () -> operand.apply(at), () -> at + " " + SelectReference.SENT);
            else cases.receive(channel, v -> at + " " + v, () -> at + " " + SelectReference.CLOSED);
        }
        switch (run.wayOut()) {
            case DEFAULT -> cases.otherwise(() -> "default");
            case NO_TIME -> cases.after(Duration.ZERO, () -> "timed out");
            case SHORT_TIME -> cases.after(shortTime, () -> "timed out");
            case NOW, INTERRUPTED -> { }
        }
        return cases.build();
    }

    private static String perform(Select<String> select, WayOut wayOut) throws InterruptedException {
        if (wayOut == WayOut.INTERRUPTED) Thread.currentThread().interrupt();
        try {
            return wayOut == WayOut.NOW ? select.runNow() : select.run();
        } catch (SendOnClosedChannelException e) {
            return SelectReference.PANIC;
        } catch (InterruptedException e) {
            if (wayOut != WayOut.INTERRUPTED) throw e;
            return "interrupted";
        }
    }

    /** What comes of each way out if no case happens. */
    private static String expected(WayOut wayOut) {
        return switch (wayOut) {
            case DEFAULT -> "default";
            case NOW -> null;
            case NO_TIME, SHORT_TIME -> "timed out";
            case INTERRUPTED -> "interrupted";
        };
    }

    /** Plays it to its end. @return what it has brought about */
    Set<Situation> play() throws InterruptedException {
        for (Step step : scene.steps()) {
            switch (step) {
                case Run run -> {
                    for (int i = 0; i < run.times(); i++) run(run);
                }
                case Wait wait -> await(wait);
                case Close close -> close(close.channel());
            }
            for (Partner p : partners) if (!p.step().late()) settle(p, step);
            compareChannels(step);
        }
        for (Partner p : partners) {
            settle(p, null);
            if (p.result()[0] == null) {
                assertTrue(p.core().withdraw("interrupted"), () -> at(null) + p.step() + " could not withdraw");
                reference.withdraw(p.expected());
                met.add(Situation.WITHDRAWAL);
            }
        }
        for (int c = 0; c < channels.size(); c++) {
            int channel = c;
            assertEquals(0, ChannelBench.queued(channels.get(c)), () -> at(null) + "waiters left at " + channelOf(channel));
        }
        return met;
    }

    private void run(Run run) throws InterruptedException {
        int first = operands;
        operands += run.cases().size();
        IntFunction<String> operand = i -> "v" + (first + i);
        String result = subject.run(channels, run, operand);
        List<Integer> ready = reference.ready(run.cases());
        if (ready.isEmpty() || run.wayOut() == WayOut.INTERRUPTED) {
            assertEquals(expected(run.wayOut()), result, () -> at(run) + "no case could happen");
            met.add(Situation.WAY_OUT);
            return;
        }
        if (ready.size() > 1) met.add(Situation.CHOICE);
        int chosen = chosen(run, ready, result);
        assertTrue(ready.contains(chosen), () -> at(run) + "the cases " + ready + " were ready; got " + result);
        String brought = reference.proceed(run.cases().get(chosen), operand.apply(chosen));
        if (brought.equals(SelectReference.PANIC)) {
            met.add(Situation.PANIC);
            return;
        }
        assertEquals(chosen + " " + brought, result, () -> at(run) + "wrong result");
    }

    /** The number of the case; -1 if none. A panic does not tell: any send on a closed channel will do. */
    private int chosen(Run run, List<Integer> ready, String result) {
        if (SelectReference.PANIC.equals(result)) {
            return ready.stream().filter(i -> run.cases().get(i).send())
                    .filter(i -> reference.isClosed(run.cases().get(i).channel())).findFirst().orElse(-1);
        }
        return result != null && Character.isDigit(result.charAt(0)) ? result.charAt(0) - '0' : -1;
    }

    private void await(Wait wait) {
        if (!reference.ready(wait.cases()).isEmpty()) return;
        int n = wait.cases().size();
        Port[] ports = new Port[n];
        boolean[] sending = new boolean[n];
        List<String> values = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            ports[i] = Ports.of(channels.get(wait.cases().get(i).channel()));
            sending[i] = wait.cases().get(i).send();
            values.add("v" + operands++);
        }
        SelectCore core = new SelectCore(ports, sending);
        for (int i = 0; i < n; i++) core.values[i] = values.get(i);
        assertEquals(SelectCore.PARKED, core.begin(true), () -> at(wait) + "none of its cases was ready");
        partners.add(new Partner(wait, core, reference.await(wait.cases(), values), new String[1]));
    }

    private void close(int channel) {
        if (scene.channels().get(channel).isNil() || reference.isClosed(channel)) return;
        channels.get(channel).close();
        reference.close(channel);
    }

    /** Lets a partner go on if it can, and compares how it ended, or that it waits. */
    private void settle(Partner p, Step after) {
        if (p.result()[0] != null) return;
        reference.notice(p.expected());
        boolean completed = p.core().waiter().isCompleted();
        int chosen = completed ? p.core().resume() : p.core().notice();
        if (completed) met.add(Situation.RENDEZVOUS);
        else if (chosen != SelectCore.PARKED) met.add(Situation.CLOSE_NOTICED);
        if (chosen != SelectCore.PARKED) p.result()[0] = chosen + " " + told(p.core().takeOutcome(), p.step().cases().get(chosen));
        assertEquals(p.expected().result(), p.result()[0], () -> at(after) + "the partner of " + p.step());
    }

    private static String told(Object outcome, Case c) {
        if (outcome == Port.SENT) return SelectReference.SENT;
        if (outcome == Port.CLOSED) return c.send() ? SelectReference.PANIC : SelectReference.CLOSED;
        return outcome.toString();
    }

    private void compareChannels(Step after) {
        boolean stale = partners.stream().anyMatch(p -> p.result()[0] == null && p.core().waiter().isCompleted());
        if (stale) met.add(Situation.STALE_WAITER);
        for (int c = 0; c < channels.size(); c++) {
            int channel = c;
            assertEquals(reference.buffer(c), ChannelBench.buffered(channels.get(c)), () -> at(after) + "held by " + channelOf(channel));
            if (!stale) {
                assertEquals(reference.queued(c), ChannelBench.queued(channels.get(c)), () -> at(after) + "waiting at " + channelOf(channel));
            }
        }
    }

    private String channelOf(int number) {
        return SelectScene.channelName(number) + ", " + channels.get(number);
    }

    private String at(Step step) {
        return scene + (step == null ? "at the end: " : "after " + step + ": ");
    }
}
