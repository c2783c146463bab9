package io.lockstep.scope;

import io.lockstep.channel.Channel;
import io.lockstep.channel.CloseOfClosedChannelException;
import io.lockstep.channel.Receiver;
import io.lockstep.seam.Seam;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.Waiter;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/**
 * A scope that tasks live in: they are started in it, and have ended when it is closed. Go's
 * {@code errgroup} with a context, in the form of a try-with-resources statement.
 *
 * {@snippet :
 * try (Scope scope = new Scope("crawl")) {
 *     Task<Page> page = scope.start("fetch", () -> fetch(uri));
 *     Task<Advert> advert = scope.start("advertise", () -> choose(uri));
 *     scope.join();                                   // last, or close() cancels what still runs
 *     return render(page.result(), advert.result());
 * }
 * }
 *
 * <p>Each task is a virtual thread of the given name. Any thread may start tasks, those of the scope included.
 *
 * <h2>Failure</h2>
 * A task that throws has failed. The first failure cancels the scope. When all have ended,
 * {@link #join()} throws {@link TaskFailedException}: its cause is the first failure, the others are
 * suppressed. A {@link #close()} throws it only if there is a failure that nobody has been told of.
 *
 * <p>Nobody interrupts the thread that opened the scope. A block that waits for its tasks by anything but
 * a join, say by receiving from one, waits for ever if that task has failed; it has to select on
 * {@link #done()} as well.
 *
 * <h2>Cancellation</h2>
 * A failure, {@link #cancel()} and {@link #close()} cancel the scope: every task is interrupted, and
 * {@link #done()} is closed. A task has to end then. One that ends with an {@link InterruptedException}
 * or a {@link ClosedByInterruptException}, or what is caused by one, has not failed but obeyed, unless
 * something else is suppressed there. A task that is started in a cancelled scope never runs.
 *
 * <p>Every wait of this library that throws {@link InterruptedException} ends by the cancellation;
 * {@code Cond.await} locks its lock again before it throws, and for that it waits. Those waits that ignore
 * interrupts do not end, and a task in one of them is named by the close: {@code Mutex.lock},
 * {@code Once.run} and what {@code OnceFunc} and {@code OnceValue} make, {@code Cond.awaitUninterruptibly},
 * the close of another scope. A blocked socket answers with a {@code SocketException}, which counts as a
 * failure; catch it where {@link Thread#isInterrupted()} and throw an {@code InterruptedException}.
 *
 * <p>A cancelled task that has a scope of its own is interrupted in the join of that, leaves its block and
 * so closes it: cancellation reaches nested scopes. If that close fails, or gives up, the task has
 * failed. Give a scope within another a shorter limit than that of the other, or that gives up first.
 *
 * <h2>The end of the block</h2>
 * A close cannot see whether the block ended by an exception, so it <b>cancels whatever still runs</b>. A
 * block that wants its tasks to come to their own end has {@link #join()} as its last statement; one
 * that ends by an exception then cancels them, which is why there is no need to. A close waits until
 * the tasks have ended, but not for ever: when its time has run out it throws
 * {@link ScopeNotClosedException}, which says for each task that is left, of many for the first ones, in
 * which operation it is, and on which channel.
 *
 * <h2>Interrupts and timeouts</h2>
 * A join whose thread is interrupted, on entry or while it waits, throws {@link InterruptedException};
 * the tasks go on. A close ignores interrupts, which stay pending.
 *
 * <h2>Memory visibility</h2>
 * What a thread did before it started a task happens before what the task does; what a task did happens
 * before the return of a join or close that says that all have ended, and before that of a
 * {@link Task#state()} that says that it has.
 *
 * <p>Specified by {@code specs/scope/Scope.tla}.
 */
public final class Scope implements AutoCloseable {
    /*
     * The shell around ScopeCore. An operation enters the section, lets the core take one action,
     * leaves, and wakes those whom that action has completed. No lock is held while a task is started,
     * interrupted or runs.
     *
     * Whoever cancels gets from the core the tasks that live, and tells them after the section: it
     * closes the done channel and interrupts each. A close closes the channel as well, even if it has
     * not cancelled: whoever has may not have come to that yet. One that has been listed but whose thread has not
     * been started yet finds its flag set when it begins: an interrupt before the start is kept.
     *
     * A task ends in two steps if it has failed: it notes its failure and tells the others, and then it
     * leaves. So whoever waits for all also waits for the telling.
     */

    /**
     * How long closing waits for tasks after their cancellation, if nothing else is said: more than a task
     * needs that honours cancellation, even on a busy machine, and as long as a person waits.
     */
    public static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

    private final Section section = new Section();
    private final ScopeCore core = new ScopeCore();
    private final String name;
    private final Duration limit;
    private final Channel<Void> done;
    private final Receiver<Void> doneView;

    /**
     * A scope without tasks. Closing may take {@link #DEFAULT_LIMIT}.
     *
     * @param name shown in messages and dumps
     */
    public Scope(String name) {
        this(name, DEFAULT_LIMIT);
    }

    /**
     * A scope without tasks.
     *
     * @param name  shown in messages and dumps
     * @param limit how long closing waits for tasks after their cancellation; not at all, if not positive
     */
    public Scope(String name, Duration limit) {
        this.name = Objects.requireNonNull(name, "name");
        this.limit = Objects.requireNonNull(limit, "limit");
        done = Channel.unbuffered(name + ".done");
        doneView = done.receiveOnly();
    }

    /** What a task does, if it has no result. */
    @FunctionalInterface
    public interface Body {

        /**
         * Does it.
         *
         * @throws Exception if the task fails; an {@link InterruptedException} if it ends because of the
         *                   cancellation
         */
        void run() throws Exception;
    }

    /**
     * Starts a task. Action {@code Start}, {@code StartLate} or {@code StartClosed} of the specification.
     *
     * @param name the name of its thread
     * @param body what it does
     * @return the task; if the scope has been cancelled it is so, too, and never runs
     * @throws IllegalStateException if the scope has been closed
     */
    public Task<Void> start(String name, Body body) {
        Objects.requireNonNull(body, "body");
        return start(name, () -> {
            body.run();
            return null;
        });
    }

    /**
     * Starts a task that has a result. Actions as {@link #start(String, Body)}.
     *
     * @param <T>  the type of the result
     * @param name the name of its thread
     * @param body what it does
     * @return the task, for its {@linkplain Task#result() result} after a join
     * @throws IllegalStateException if the scope has been closed
     */
    public <T> Task<T> start(String name, Callable<? extends T> body) {
        Task<T> task = new Task<>(Objects.requireNonNull(name, "name"), Objects.requireNonNull(body, "body"));
        Thread thread = Seam.unstarted(name, () -> live(task));
        task.on(thread);
        ScopeCore.Started started;
        section.enter();
        try {
            started = core.start(thread);
        } finally {
            section.exit();
        }
        switch (started) {
            case RUNS -> launch(thread, task);
            case NOT_RUN -> task.ended(Task.State.CANCELLED, null);
            case CLOSED -> throw new IllegalStateException("scope " + this.name + " is closed: task " + name
                    + " would outlive it; start it in the scope's block");
        }
        return task;
    }

    private void launch(Thread thread, Task<?> task) {
        try {
            thread.start();
        } catch (Throwable t) {
            task.ended(Task.State.FAILED, t);
            end(thread, ScopeCore.Ending.BY_ITSELF); // it never began
            throw t;
        }
    }

    /** The life of a task, in its thread. */
    private void live(Task<?> task) {
        Thread me = Thread.currentThread();
        ScopeCore.Ending ending = ScopeCore.Ending.BY_ITSELF;
        try {
            task.run();
        } catch (Throwable thrown) {
            // An interrupt that came of the cancellation came after it, so that cancelled is seen here.
            boolean obeys = core.isCancelled() && isInterruption(thrown, identitySet());
            ending = obeys ? ScopeCore.Ending.OBEYING : ScopeCore.Ending.FAILED;
            task.ended(obeys ? Task.State.CANCELLED : Task.State.FAILED, thrown);
            if (!obeys) fail(me, thrown);
        } finally {
            end(me, ending);
        }
    }

    /**
     * Whether this is, or comes of, an interruption, and hides nothing else: no failure in a scope within.
     *
     * @param thrown what a task threw, or what that hides
     * @param hidden what has been found hidden so far: it may hide itself, as what a close throws may be caused
     *               by what left the block, which it is then suppressed in
     */
    private static boolean isInterruption(Throwable thrown, Set<Throwable> hidden) {
        boolean interrupted = false;
        Set<Throwable> chain = identitySet(); // causes may go round
        for (Throwable t = thrown; t != null && chain.add(t); t = t.getCause()) {
            interrupted |= t instanceof InterruptedException || t instanceof ClosedByInterruptException;
            for (Throwable h : t.getSuppressed()) if (hidden.add(h) && !isInterruption(h, hidden)) return false;
        }
        return interrupted;
    }

    private static Set<Throwable> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private void fail(Thread member, Throwable thrown) {
        List<Object> whom;
        section.enter();
        try {
            whom = core.fail(member, thrown);
        } finally {
            section.exit();
        }
        tell(whom);
    }

    private void end(Thread member, ScopeCore.Ending ending) {
        Sudog woken;
        section.enter();
        try {
            core.end(member, ending);
            woken = core.takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
    }

    private void tell(List<Object> whom) {
        if (whom == null) return;
        core.tell();
        try {
            done.close();
        } catch (CloseOfClosedChannelException e) {
            // A close and whoever has cancelled before both close it; the first one has.
        }
        for (Object member : whom) Seam.interrupt((Thread) member);
    }

    /**
     * A channel that carries no value and is closed when the scope is cancelled, as it is at the latest by
     * its close: a case for a {@link io.lockstep.select.Select}, {@code ctx.Done()} in Go.
     *
     * @return always the same view
     */
    public Receiver<Void> done() {
        return doneView;
    }

    /**
     * Tells every task to end. Returns without waiting for that, and has no effect on a scope that has been
     * cancelled. Action {@code Cancel} or {@code CancelAgain} of the specification.
     */
    public void cancel() {
        List<Object> whom;
        section.enter();
        try {
            whom = core.cancel();
        } finally {
            section.exit();
        }
        tell(whom);
    }

    /**
     * Waits until all tasks have ended. Returns at once if there is none. Actions {@code AwaitEnded},
     * {@code AwaitPark}, {@code RefuseInterrupted}, {@code Withdraw} and {@code Resume} of the
     * specification.
     *
     * @throws TaskFailedException   if some have failed
     * @throws InterruptedException  if the thread was interrupted on entry or while it waited; the tasks go on
     * @throws IllegalStateException if a task of the scope calls this, for it would wait for itself
     */
    public void join() throws InterruptedException {
        join(Long.MAX_VALUE);
    }

    /**
     * Waits until all tasks have ended, but not for ever. Actions as {@link #join()}, and
     * {@code AwaitNotReady} if the duration is not positive.
     *
     * @param timeout how long to wait; if not positive, this does not wait and ignores interrupts
     * @return whether all have ended; false if the time has run out, and the tasks go on
     * @throws TaskFailedException   if all have ended, and some have failed
     * @throws InterruptedException  if the thread was interrupted on entry or while it waited; the tasks go on
     * @throws IllegalStateException if a task of the scope calls this, for it would wait for itself
     */
    public boolean join(Duration timeout) throws InterruptedException {
        long nanos = TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(timeout, "timeout"));
        if (nanos > 0) return join(nanos);
        Object outcome = await(ScopeCore.Wait.JOIN, false);
        return outcome != ScopeCore.NOT_READY && report(outcome);
    }

    private boolean join(long nanos) throws InterruptedException {
        if (Thread.interrupted()) {
            Seam.event(core, "RefuseInterrupted", null);
            throw interrupted();
        }
        long deadline = Waiter.deadline(nanos);
        Object outcome = await(ScopeCore.Wait.JOIN, true);
        if (!(outcome instanceof Sudog sudog)) return report(outcome);
        switch (sudog.waiter.await(this, deadline)) {
            case COMPLETED, NUDGED -> { }
            case INTERRUPTED -> {
                if (withdraw(sudog, "interrupted")) {
                    Thread.interrupted();
                    throw interrupted();
                }
            }
            case TIMED_OUT -> {
                if (withdraw(sudog, "timed out")) return false;
            }
        }
        return report(core.resume(sudog));
    }

    /**
     * Cancels the tasks that still run, and waits until all have ended, at most for the scope's limit.
     * Uninterruptible; an interrupt stays pending. Actions {@code Close} or {@code CloseCancelled}, and
     * then those of a join.
     *
     * @throws TaskFailedException     if all have ended, some have failed, and nobody has been told yet
     * @throws ScopeNotClosedException if some have not ended in time; another close waits for them again
     * @throws IllegalStateException   if a task of the scope calls this, for it would wait for itself
     */
    @Override
    public void close() {
        List<Object> whom;
        section.enter();
        try {
            refuseMember("close");
            whom = core.close();
        } finally {
            section.exit();
        }
        tell(whom);
        Object outcome = await(ScopeCore.Wait.CLOSE, true);
        report(outcome instanceof Sudog sudog ? closing(sudog) : outcome);
    }

    private Object closing(Sudog sudog) {
        long deadline = Waiter.deadline(TimeUnit.NANOSECONDS.convert(limit));
        boolean interrupted = false;
        try {
            for (;;) {
                switch (sudog.waiter.await(this, deadline)) {
                    case COMPLETED, NUDGED -> {
                        return core.resume(sudog);
                    }
                    case INTERRUPTED -> interrupted |= Thread.interrupted();
                    case TIMED_OUT -> giveUp(sudog);
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }

    /** Throws, unless all have ended meanwhile. */
    private void giveUp(Sudog sudog) {
        List<Thread> living;
        List<ScopeCore.Failure> failures;
        section.enter();
        try {
            if (!core.withdraw(sudog, "timed out")) return;
            living = living();
            failures = core.failures();
        } finally {
            section.exit();
        }
        throw new ScopeNotClosedException(name, limit, living, failures);
    }

    private Object await(ScopeCore.Wait wait, boolean block) {
        section.enter();
        try {
            refuseMember("join");
            return core.await(wait, block);
        } finally {
            section.exit();
        }
    }

    private boolean withdraw(Sudog sudog, String why) {
        section.enter();
        try {
            return core.withdraw(sudog, why);
        } finally {
            section.exit();
        }
    }

    @SuppressWarnings("unchecked") // what the core tells of a wait that has come to its end
    private boolean report(Object outcome) {
        List<ScopeCore.Failure> failures = (List<ScopeCore.Failure>) outcome;
        if (failures.isEmpty()) return true;
        throw new TaskFailedException(name, failures);
    }

    /** Inside the section. */
    private void refuseMember(String operation) {
        Thread caller = Thread.currentThread();
        if (core.isLive(caller)) {
            throw new IllegalStateException("deadlock: task " + caller.getName() + " calls " + operation + " of the scope "
                    + name + " that it lives in, and would wait for itself; leave that to whoever opened the scope");
        }
    }

    /** Inside the section. */
    private List<Thread> living() {
        return core.live().stream().map(Thread.class::cast).toList();
    }

    private InterruptedException interrupted() {
        return new InterruptedException("join of " + name + " interrupted; its tasks go on");
    }

    /**
     * The name of this scope.
     *
     * @return the given one
     */
    public String name() {
        return name;
    }

    /**
     * Where each task is that lives: in which operation, on which channel or other primitive, and who called
     * it. For people, not for programs.
     *
     * @return a line for the scope and one for each task
     */
    public String dump() {
        List<Thread> living;
        section.enter();
        try {
            living = living();
        } finally {
            section.exit();
        }
        return this + Whereabouts.of(living);
    }

    /**
     * The scope's name and, as of one moment, whether it has been cancelled or closed and how many tasks live:
     * for people, not for programs.
     *
     * @return for instance {@code Scope[crawl, open, 3 tasks]}
     */
    @Override
    public String toString() {
        section.enter();
        try {
            String state = core.isClosed() ? "closed" : core.isCancelled() ? "cancelled" : "open";
            int tasks = core.live().size();
            return "Scope[" + name + ", " + state + (tasks == 1 ? ", 1 task]" : ", " + tasks + " tasks]");
        } finally {
            section.exit();
        }
    }
}
