package io.lockstep.scope;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.conformance.soak.Storm;
import io.lockstep.select.Select;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The production class, with no probe bound, under load. */
@Tag("production")
class ScopeSoakTest {

    private static final int SCOPES = Storm.amount(10_000, 500);
    private static final int TASKS = Storm.amount(1_000_000, 50_000);
    /** The most tasks that a scope's block starts; they start as many again. */
    private static final int MOST = 8;

    private final LongAdder started = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder interrupted = new LongAdder();

    /** Fails like a task that fails. */
    private static final class Mishap extends Exception {
        private static final long serialVersionUID = 1L;

        Mishap() {
            super("mishap", null, true, false);
        }
    }

    /**
     * Scope after scope, four at a time: tasks that receive, select, sleep, compute, fail and start others;
     * blocks that join, cancel, fail, give up and are interrupted. After each no task of it lives, nobody
     * waits on its channel, and whoever was told of a failure was told the first.
     */
    @Test
    void tenThousandScopesWithRandomFailuresAndCancellationsLeaveNothingBehind() throws InterruptedException {
        Storm storm = new Storm(Storm.seed("soak scope"));
        AtomicInteger scopes = new AtomicInteger();
        for (int w = 0; w < 4; w++) {
            storm.start("opener-" + w, random -> {
                while (scopes.getAndIncrement() < SCOPES) aScope(random);
            });
        }
        storm.end();
        System.out.printf("soak scope: %,d scopes, %,d tasks, %,d failed, %,d cancelled, %,d joins interrupted%n", SCOPES, started.sum(),
                failed.sum(), cancelled.sum(), interrupted.sum());
        assertTrue(failed.sum() > 0 && cancelled.sum() > 0 && interrupted.sum() > 0, "the run met no failure, cancellation or interrupt: no evidence");
    }

    private void aScope(SplittableRandom random) {
        Channel<Integer> channel = Channel.unbuffered("shared");
        List<Task<?>> tasks = new ArrayList<>();
        Scope scope = new Scope("soak", Duration.ofSeconds(60));
        try (scope) {
            for (int i = random.nextInt(MOST); i >= 0; i--) tasks.add(aTask(scope, channel, random.split(), 1));
            switch (random.nextInt(5)) {
                case 0 -> scope.cancel();
                case 1 -> scope.join(Storm.shortly(random));
                case 2 -> throw new Mishap();
                default -> scope.join();
            }
        } catch (TaskFailedException e) {
            assertSame(Mishap.class, e.getCause().getClass());
            failed.increment();
        } catch (Mishap e) {
            failed.increment();
        } catch (InterruptedException e) {
            interrupted.increment();
        }
        for (Task<?> task : tasks) {
            assertTrue(task.state() != Task.State.RUNNING, () -> task + " outlives its scope");
            if (task.state() == Task.State.CANCELLED) cancelled.increment();
        }
        started.add(tasks.size());
        assertEquals("Scope[soak, closed, 0 tasks]", scope.toString());
        assertEquals("Channel[shared, open, 0/0 buffered, 0 sending, 0 receiving]", channel.toString());
    }

    private Task<?> aTask(Scope scope, Channel<Integer> channel, SplittableRandom random, int depth) {
        int kind = random.nextInt(8);
        return scope.start("task", () -> {
            switch (kind) {
                case 0 -> throw new Mishap();
                case 1 -> channel.send(1);
                case 2 -> Select.<Integer>cases().receive(channel, v -> v).receive(scope.done(), v -> 0).run();
                case 3 -> Thread.sleep(Storm.shortly(random));
                case 4 -> {
                    if (depth > 0) for (int i = 0; i < 2; i++) aTask(scope, channel, random.split(), depth - 1);
                }
                case 5 -> {
                    try (Scope inner = new Scope("inner")) {
                        inner.start("nested", () -> channel.receive());
                        inner.join();
                    }
                }
                case 6 -> channel.receive(Storm.shortly(random));
                default -> Thread.yield();
            }
        });
    }

    @Test
    void manyTasksInOneScope() throws InterruptedException {
        LongAdder done = new LongAdder();
        try (Scope scope = new Scope("many")) {
            for (int i = 0; i < TASKS; i++) scope.start("one", done::increment);
            scope.join();
            assertEquals(TASKS, done.sum());
        }
    }

    @Test
    void oneCancellationEndsManyTasks() throws InterruptedException {
        int tasks = Math.min(100_000, TASKS / 10);
        Channel<String> never = Channel.unbuffered("never");
        try (Scope scope = new Scope("many", Duration.ofSeconds(60))) {
            for (int i = 0; i < tasks; i++) scope.start("one", () -> never.receive());
            scope.cancel();
            scope.join();
        }
        assertEquals("Channel[never, open, 0/0 buffered, 0 sending, 0 receiving]", never.toString());
    }
}
