package io.lockstep.waitgroup;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * Waits until a group of tasks is done: {@code sync.WaitGroup} of the Go language. A counter says how
 * many tasks are still to end; {@link #await()} waits until it is zero.
 *
 * {@snippet :
 * WaitGroup group = new WaitGroup();
 * for (URI page : pages) group.go(() -> fetch(page));
 * group.await();
 * }
 *
 * <p>Any number of threads may wait; the step to zero releases them all together. A task is to be
 * added before it is started. One that adds itself may do so after the await, which then does not wait
 * for it; {@link #go} cannot be used wrongly in this way.
 *
 * <h2>Reuse and mistakes</h2>
 * A group can be used again, in rounds: the first {@code add} of a new round has to come after every
 * {@code await} of the last one has returned. Mistakes throw {@link WaitGroupMisuseException}, and
 * change nothing: a counter below zero, an overflow, and a round that begins while some of those who
 * were released have not come out of {@code await}. Go finds the last of these only sometimes, and lets
 * the waiter panic; here it is found whenever it happens, and told to the one who made it.
 *
 * <h2>Interrupts and timeouts</h2>
 * An await whose thread is interrupted on entry throws {@link InterruptedException}. While it waits,
 * exactly one of release, interrupt and timeout wins. If the release wins, the await succeeds, and an
 * interrupt that came as well stays pending in the thread's flag. A zero or negative duration means not
 * to wait, and ignores interrupts.
 *
 * <h2>Memory visibility</h2>
 * What a thread did before {@link #done()}, or a task that {@link #go} started before its end, happens
 * before the return of any await that it releases. An await that times out or is interrupted orders
 * nothing.
 *
 * <p>Specified by {@code specs/waitgroup/WaitGroup.tla}; follows Go's {@code sync/waitgroup.go}.
 */
public final class WaitGroup {
    /*
     * The shell around WaitGroupCore. An operation enters the section, lets the core take one action,
     * leaves, and wakes those whom that action has released. If the action was to park, it then waits
     * on its own waiter, and comes back into the section to count itself out.
     *
     * There is no fast path for an await at zero, though the counter could be read without the lock:
     * the answer is that of one moment, and reuse is found exactly because every add and every await
     * stands in one order.
     */

    private final Section section = new Section();
    private final WaitGroupCore core;
    private final int limit;
    private final String name;

    /** A group of no task. */
    public WaitGroup() {
        this(null, Integer.MAX_VALUE);
    }

    /**
     * A group of no task, with a name for messages and dumps.
     *
     * @param name shown wherever the group is
     */
    public WaitGroup(String name) {
        this(Objects.requireNonNull(name, "name"), Integer.MAX_VALUE);
    }

    WaitGroup(String name, int limit) {
        this.core = new WaitGroupCore(limit);
        this.limit = limit;
        this.name = name;
    }

    /**
     * Changes the counter; if that makes it zero, releases everybody who waits. Never blocks. Actions
     * {@code Add}, {@code AddLast}, {@code AddNegative}, {@code AddOverflow} and {@code AddReused} of
     * the specification; {@code WaitGroup.Add} in Go.
     *
     * @param delta how many tasks are added, or, if negative, are done
     * @throws WaitGroupMisuseException if the counter would become negative or overflow, or if some
     *                                  of those who were released have not come out yet
     */
    public void add(int delta) {
        WaitGroupCore.Added added;
        Sudog woken;
        section.enter();
        try {
            added = core.add(delta);
            woken = core.takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
        switch (added) {
            case DONE -> { }
            case NEGATIVE -> throw new WaitGroupMisuseException("negative WaitGroup counter: add(" + delta + ") to "
                    + name() + "; each task is to be added once, before it starts, and done once");
            case OVERFLOW -> throw new WaitGroupMisuseException("WaitGroup counter overflow: add(" + delta + ") to "
                    + name() + "; it counts to " + limit);
            case REUSED -> throw new WaitGroupMisuseException("WaitGroup is reused before previous Wait has returned: add("
                    + delta + ") to " + name() + "; begin a new round after every await has returned, or take a new"
                    + " WaitGroup for it");
        }
    }

    /**
     * A task is done: {@code add(-1)}. {@code WaitGroup.Done} in Go.
     *
     * @throws WaitGroupMisuseException if the counter is zero
     */
    public void done() {
        add(-1);
    }

    /**
     * Starts a task of this group in a new virtual thread. The group counts it before it starts, and
     * until it ends, whether it returns or throws. What it throws goes to the thread's handler of
     * uncaught exceptions. In Go a task that panics ends the program; here it ends only itself, so that
     * those who wait for the group must not wait for ever. {@code WaitGroup.Go} in Go.
     *
     * @param task what to do
     * @return the thread, which has been started and bears the name of the group
     * @throws WaitGroupMisuseException as {@link #add}
     */
    public Thread go(Runnable task) {
        Objects.requireNonNull(task, "task");
        add(1);
        try {
            Thread thread = Seam.unstarted(name(), () -> {
                try {
                    task.run();
                } finally {
                    done();
                }
            });
            thread.start();
            return thread;
        } catch (Throwable t) {
            done(); // it was not started
            throw t;
        }
    }

    /**
     * Waits until the counter is zero. Returns at once if it is. Actions {@code AwaitZero},
     * {@code AwaitPark}, {@code RefuseInterrupted}, {@code Withdraw} and {@code Leave} of the
     * specification; {@code WaitGroup.Wait} in Go, which cannot be interrupted.
     *
     * @throws InterruptedException if the thread was interrupted on entry or while it waited
     */
    public void await() throws InterruptedException {
        await(Waiter.FOREVER);
    }

    /**
     * Waits until the counter is zero, but not for ever. Actions as {@link #await()}, and
     * {@code AwaitNotReady} if the duration is not positive.
     *
     * @param timeout how long to wait; if not positive, this does not wait and ignores interrupts
     * @return whether the counter was zero; false if the time has run out
     * @throws InterruptedException if the thread was interrupted on entry or while it waited
     */
    public boolean await(Duration timeout) throws InterruptedException {
        long nanos = TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(timeout, "timeout"));
        if (nanos <= 0) return awaitSection(false) == WaitGroupCore.ZERO;
        return await(Waiter.deadline(nanos));
    }

    /**
     * The name of this group.
     *
     * @return the given one, or one that is derived from its number
     */
    public String name() {
        return name != null ? name : "waitgroup-" + section.id();
    }

    /**
     * The group's name and, as of one moment, its counter and how many wait: for people, not for
     * programs.
     *
     * @return for instance {@code WaitGroup[pages, 3 to do, 1 waiting]}
     */
    @Override
    public String toString() {
        section.enter();
        try {
            return "WaitGroup[" + name() + ", " + core.count() + " to do, " + core.waiters.size() + " waiting]";
        } finally {
            section.exit();
        }
    }

    private boolean await(long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            Seam.event(core, "RefuseInterrupted", null);
            throw interrupted();
        }
        if (!(awaitSection(true) instanceof Sudog sudog)) return true;
        Waiter.Wake wake = sudog.waiter.await(this, deadline);
        if (leave(sudog, wake)) return true;
        if (wake == Waiter.Wake.TIMED_OUT) return false;
        Thread.interrupted();
        throw interrupted();
    }

    /** Whether the wait has been released; if not, it ends without effect. */
    private boolean leave(Sudog sudog, Waiter.Wake wake) {
        section.enter();
        try {
            if (wake == Waiter.Wake.INTERRUPTED && core.withdraw(sudog, "interrupted")) return false;
            if (wake == Waiter.Wake.TIMED_OUT && core.withdraw(sudog, "timed out")) return false;
            core.leave(sudog);
            return true;
        } finally {
            section.exit();
        }
    }

    private Object awaitSection(boolean block) {
        section.enter();
        try {
            return core.await(block);
        } finally {
            section.exit();
        }
    }

    private InterruptedException interrupted() {
        return new InterruptedException("await of " + name() + " interrupted; the group may not be done");
    }
}
