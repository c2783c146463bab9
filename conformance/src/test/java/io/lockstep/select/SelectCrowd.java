package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBench;
import io.lockstep.channel.CloseOfClosedChannelException;
import io.lockstep.select.SelectScene.Case;
import io.lockstep.select.SelectScene.Close;
import io.lockstep.select.SelectScene.Run;
import io.lockstep.select.SelectScene.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Plays the steps of a scene at the same time, a task for each, and accounts for every value afterwards. */
final class SelectCrowd {

    /** About as long as a task takes to come, so that they meet. */
    private static final Duration SHORT_TIME = Duration.ofNanos(200_000);

    private final SelectScene scene;
    private final SelectPlay.Subject[] subjects;
    private final List<Channel<String>> channels;
    private final List<String> sent = new CopyOnWriteArrayList<>();     // as "a v1": channel, value
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private volatile boolean met;

    SelectCrowd(SelectScene scene) {
        this.scene = scene;
        this.subjects = scene.steps().stream().map(s -> SelectPlay.library(SHORT_TIME)).toArray(SelectPlay.Subject[]::new);
        this.channels = SelectPlay.make(scene.channels());
    }

    /** Plays it. @return whether two of its tasks have met on an unbuffered channel */
    boolean play() throws InterruptedException {
        for (int c = 0; c < channels.size(); c++) {
            for (int k = 0; k < scene.channels().get(c).held(); k++) sent.add(passed(c, SelectScene.heldValue(c, k)));
        }
        List<Thread> tasks = new ArrayList<>();
        for (int t = 0; t < scene.steps().size(); t++) {
            int me = t;
            tasks.add(Thread.ofVirtual().uncaughtExceptionHandler((thread, e) -> failures.add(e)).start(() -> perform(me)));
        }
        for (Thread task : tasks) task.join();
        assertEquals(List.of(), failures, () -> scene + "a task failed");
        Set<String> left = new HashSet<>();
        for (int c = 0; c < channels.size(); c++) {
            int channel = c;
            assertEquals(0, ChannelBench.queued(channels.get(c)), () -> scene + "waiters left at " + channels.get(channel));
            for (Object value : ChannelBench.buffered(channels.get(c))) left.add(passed(c, value));
        }
        balance(left);
        return met;
    }

    private void balance(Set<String> left) {
        Set<String> got = new HashSet<>(received);
        assertEquals(got.size(), received.size(), () -> scene + "received twice: " + received);
        assertTrue(got.stream().noneMatch(left::contains), () -> scene + "received, and still there: " + left);
        got.addAll(left);
        assertEquals(new HashSet<>(sent), got, () -> scene + "sent (expected), against received or still there");
    }

    private void received(int channel, String value) {
        received.add(passed(channel, value));
        if (channels.get(channel).cap() == 0) met = true;
    }

    private static String passed(int channel, Object value) {
        return SelectScene.channelName(channel) + " " + value;
    }

    private void perform(int me) {
        Step step = scene.steps().get(me);
        if (step instanceof Close close) {
            close(close.channel());
            return;
        }
        Run run = (Run) step;
        for (int i = 0; i < run.times(); i++) {
            String operand = "t" + me + "." + i + ".";
            try {
                account(run, operand, subjects[me].run(channels, run, at -> operand + at));
            } catch (InterruptedException e) {
                throw new AssertionError(run + " interrupted", e);
            }
        }
    }

    private void close(int channel) {
        if (scene.channels().get(channel).isNil()) return;
        try {
            channels.get(channel).close();
        } catch (CloseOfClosedChannelException e) {
            assertTrue(closers(channel) > 1, () -> scene + "the only close failed: " + e);
        }
    }

    private long closers(int channel) {
        return scene.steps().stream().filter(new Close(channel)::equals).count();
    }

    private void account(Run run, String operand, String result) {
        if (SelectReference.PANIC.equals(result)) {
            assertTrue(run.cases().stream().anyMatch(c -> c.send() && closers(c.channel()) > 0), () -> scene + "panic of " + run);
        }
        if (result == null || !Character.isDigit(result.charAt(0))) return;
        int chosen = result.charAt(0) - '0';
        Case c = run.cases().get(chosen);
        String brought = result.substring(2);
        if (c.send()) sent.add(passed(c.channel(), operand + chosen));
        else if (!brought.equals(SelectReference.CLOSED)) received(c.channel(), brought);
        else assertTrue(closers(c.channel()) > 0, () -> scene + "" + run + " found " + channels.get(c.channel()) + " closed");
    }
}
