package io.lockstep.conformance.soak;

import io.lockstep.scope.Scope;
import io.lockstep.scope.TaskFailedException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Virtual threads that are interrupted at random, all of them, until they have ended. */
public final class Storm {
    /*
     * The tasks live in one scope; a task that throws cancels the others. One platform thread interrupts;
     * it starts with the first task. A seed repeats what every task draws
     * and whom the interrupts hit, not how the threads interleave.
     */

    private static final boolean QUICK = System.getProperty("lockstep.effort", "full").equals("quick");

    /** The longest pause between two interrupts, in nanoseconds: a few operations of a task on a busy machine. */
    private static final int LONGEST_PAUSE = 100_000;

    /** The longest {@link #shortly}, in nanoseconds: about as long as a partner takes, so that the two race. */
    private static final int SHORTLY = 20_000;

    /** How long a storm may last: twenty times what it takes on a busy machine of two cores. */
    private static final Duration LIMIT = Duration.ofSeconds(QUICK ? 40 : 600);

    private final long seed;
    private final long deadline = System.nanoTime() + LIMIT.toNanos();
    private final AtomicInteger started = new AtomicInteger();
    private final Scope scope = new Scope("storm");
    private final List<Thread> tasks = new CopyOnWriteArrayList<>();
    private final Thread interrupter = Thread.ofPlatform().daemon().name("interrupter").unstarted(this::interruptAtRandom);

    /**
     * A storm without tasks.
     *
     * @param seed of everything random in it
     */
    public Storm(long seed) {
        this.seed = seed;
    }

    /**
     * The seed of this run, also printed: {@code -Dlockstep.seed=}, else new.
     *
     * @param who what the seed is for
     * @return the seed
     */
    public static long seed(String who) {
        long seed = Long.getLong("lockstep.seed", System.nanoTime());
        System.out.println(who + ": seed " + seed + " (-Dlockstep.seed=" + seed + ")");
        return seed;
    }

    /**
     * How much is to be done: {@code -Dlockstep.soak=}, else by {@code -Dlockstep.effort=}.
     *
     * @param full  by default
     * @param quick in a short run
     * @return how much
     */
    public static int amount(int full, int quick) {
        return Integer.getInteger("lockstep.soak", QUICK ? quick : full);
    }

    /**
     * Starts a task.
     *
     * @param name its name
     * @param body what it does, with a source of randomness of its own; may be interrupted at any time
     * @return its thread, for {@link #await}
     */
    public Thread start(String name, Consumer<SplittableRandom> body) {
        SplittableRandom random = new SplittableRandom(seed + started.incrementAndGet());
        Thread task = scope.start(name, () -> body.accept(random)).thread();
        tasks.add(task);
        if (interrupter.getState() == Thread.State.NEW) interrupter.start();
        return task;
    }

    /**
     * Waits until tasks have ended. One that does not end in time fails the test.
     *
     * @param some of the tasks
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void await(List<Thread> some) throws InterruptedException {
        for (Thread task : some) {
            if (task.join(remaining())) continue;
            throw new AssertionError("after " + LIMIT + " " + task.getName() + " has not ended; it stands at "
                    + List.of(task.getStackTrace()) + ", seed " + seed);
        }
    }

    /**
     * Waits until all tasks have ended, and ends the storm. A task that has thrown fails the test.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    public void end() throws InterruptedException {
        try (scope) {
            if (!scope.join(remaining())) throw new AssertionError("after " + LIMIT + ", seed " + seed + ": " + scope.dump());
        } catch (TaskFailedException e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        } finally {
            interrupter.interrupt();
        }
        interrupter.join();
    }

    /** Positive: who has no time left finds out that the tasks have not ended. */
    private Duration remaining() {
        return Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
    }

    /**
     * A timeout that is about as long as a partner takes.
     *
     * @param random the task's source of randomness
     * @return 1 ns to 20 µs
     */
    public static Duration shortly(SplittableRandom random) {
        return Duration.ofNanos(1 + random.nextInt(SHORTLY));
    }

    private void interruptAtRandom() {
        SplittableRandom random = new SplittableRandom(seed);
        while (!Thread.currentThread().isInterrupted()) {
            tasks.get(random.nextInt(tasks.size())).interrupt();
            LockSupport.parkNanos(1 + random.nextInt(LONGEST_PAUSE));
        }
    }
}
