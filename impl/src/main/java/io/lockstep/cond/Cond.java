package io.lockstep.cond;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.Waiter;

import java.time.Duration;
import java.util.Date;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;

/**
 * Go's condition variable; {@code sync.Cond}. It belongs to a lock L, a
 * {@link io.lockstep.mutex.Mutex Mutex} or any other {@link Lock}, and can be used wherever a
 * {@link Condition} is expected.
 *
 * <p>A wait unlocks L, sleeps until it is signalled, and locks L again before it returns, however it
 * ends. Whoever locks L after it finds it waiting. What is waited for is a condition on data that L
 * guards; somebody else may have changed it before the signalled thread has L again, therefore:
 *
 * <pre>{@code
 * mutex.lock();
 * try {
 *     while (queue.isEmpty()) notEmpty.await();
 *     return queue.remove();
 * } finally {
 *     mutex.unlock();
 * }
 * }</pre>
 *
 * <p>As in Go, and unlike the conditions of {@code java.util.concurrent}:
 * <ul>
 * <li>nobody wakes without a signal: there are no spurious wake-ups;</li>
 * <li>a signal wakes the thread that has waited longest; one who comes later never takes it away;</li>
 * <li>{@link #signal} and {@link #broadcast} may be called without L; it is then up to the caller that
 *     the signal does not come too early. A signal for which nobody waits is forgotten.</li>
 * </ul>
 *
 * <p>L is unlocked and locked once. If it is re-entrant and has been locked several times it stays locked,
 * and nobody can signal with it held.
 *
 * <h2>Interrupts and timeouts</h2>
 * Go has neither. A signal that has reached a thread counts, even if the thread is interrupted or its time
 * is up before it wakes: the wait returns as signalled, and the flag stays set. A thread that gives up is
 * no longer there for a signal, which goes to the next. So no signal is lost.
 *
 * <h2>Memory visibility</h2>
 * As in Go: what happens before a call of {@link #signal} or {@link #broadcast} happens before the return
 * of the waits that it wakes. L has its own effects besides.
 *
 * <p>Module {@code Cond} of the specification; {@code sync/cond.go} in Go.
 */
public final class Cond implements Condition {
    /*
     * The shell around CondCore. A wait joins the queue, and only then unlocks L: a signal that comes in
     * between finds it. If L cannot be unlocked, for it is not held, the wait leaves the queue again and
     * hands on a signal that it may have received. L is never called inside the section: it is not ours.
     */

    private final Section section = new Section();
    private final CondCore core = new CondCore();
    private final Lock lock;
    private final String name;

    /**
     * A condition variable that nobody waits for.
     *
     * @param lock L, which has to be held for a wait
     */
    public Cond(Lock lock) {
        this.lock = Objects.requireNonNull(lock, "lock");
        this.name = null;
    }

    /**
     * A condition variable with a name for messages and dumps.
     *
     * @param lock L, which has to be held for a wait
     * @param name shown wherever the condition variable is
     */
    public Cond(Lock lock, String name) {
        this.lock = Objects.requireNonNull(lock, "lock");
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Waits for a signal, as long as it takes. Action {@code Park}; {@code Wait} in Go.
     *
     * @throws InterruptedException         if the thread was interrupted, on entry or before it was
     *                                      signalled; L is locked then as well
     * @throws IllegalMonitorStateException if L is not held, as L's {@code unlock} finds, which is the cause
     */
    @Override
    public void await() throws InterruptedException {
        await(Waiter.FOREVER);
    }

    /**
     * Waits for a signal, at most for a while. Action {@code Park}; not in Go.
     *
     * @param timeout how long to wait, the time to lock L again not included; if not positive, the thread
     *                only unlocks and locks L
     * @return whether the thread was signalled; false if the time ran out
     * @throws InterruptedException         if the thread was interrupted, on entry or before it was
     *                                      signalled; L is locked then as well
     * @throws IllegalMonitorStateException if L is not held, as L's {@code unlock} finds, which is the cause
     */
    public boolean await(Duration timeout) throws InterruptedException {
        return await(Waiter.deadline(TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(timeout, "timeout"))));
    }

    /**
     * As {@link #await(Duration)}.
     *
     * @param time how long to wait
     * @param unit the unit of the time
     * @return whether the thread was signalled; false if the time ran out
     * @throws InterruptedException         as there
     * @throws IllegalMonitorStateException as there
     */
    @Override
    public boolean await(long time, TimeUnit unit) throws InterruptedException {
        return await(Waiter.deadline(unit.toNanos(time)));
    }

    /**
     * As {@link #await(Duration)}, for those who wait on with the time that is left.
     *
     * @param nanosTimeout how long to wait, in nanoseconds
     * @return how much of that is left, in nanoseconds; not positive if the time ran out
     * @throws InterruptedException         as there
     * @throws IllegalMonitorStateException as there
     */
    @Override
    public long awaitNanos(long nanosTimeout) throws InterruptedException {
        long deadline = Waiter.deadline(nanosTimeout);
        boolean signalled = await(deadline);
        if (deadline == Waiter.FOREVER) return nanosTimeout;
        long left = deadline - Seam.nanoTime();
        return signalled ? left : Math.min(left, 0);
    }

    /**
     * As {@link #await(Duration)}, until a point in time.
     *
     * @param deadline when to give up, by the system's clock as it is now
     * @return whether the thread was signalled; false if the time ran out
     * @throws InterruptedException         as there
     * @throws IllegalMonitorStateException as there
     */
    @Override
    public boolean awaitUntil(Date deadline) throws InterruptedException {
        long now = System.currentTimeMillis();
        return await(Duration.ofMillis(Math.max(deadline.getTime(), now) - now));
    }

    /**
     * Waits for a signal, as long as it takes and whatever interrupts come; the flag is afterwards as it
     * would be without the wait. Action {@code Park}; {@code Wait} in Go.
     *
     * @throws IllegalMonitorStateException if L is not held, as L's {@code unlock} finds, which is the cause
     */
    @Override
    public void awaitUninterruptibly() {
        Sudog sudog = parkAndUnlock();
        sudog.waiter.awaitUninterruptibly(this);
        core.resume();
        lock.lock();
    }

    /**
     * Wakes the thread that has waited longest, if anybody waits. It does not wait, and may be called
     * without L. Actions {@code Signal} and {@code SignalNobody}; {@code Signal} in Go.
     */
    @Override
    public void signal() {
        Sudog woken;
        section.enter();
        try {
            core.signal();
            woken = core.takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
    }

    /**
     * Wakes all threads that wait. It does not wait, and may be called without L. Action
     * {@code Broadcast}; {@code Broadcast} in Go.
     */
    public void broadcast() {
        Sudog woken;
        section.enter();
        try {
            core.broadcast();
            woken = core.takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
    }

    /** As {@link #broadcast}, under the name that Java has for it. */
    @Override
    public void signalAll() {
        broadcast();
    }

    /**
     * The condition variable's name.
     *
     * @return the name it was given, else one that is unique in this JVM
     */
    public String name() {
        return name != null ? name : "cond-" + section.id();
    }

    /**
     * The condition variable's name and, as of one moment, how many wait: for people, not for programs.
     *
     * @return for instance {@code Cond[notEmpty, 3 waiting]}
     */
    @Override
    public String toString() {
        section.enter();
        try {
            return "Cond[" + name() + ", " + core.queue.size() + " waiting]";
        } finally {
            section.exit();
        }
    }

    private boolean await(long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            Seam.event(core, "RefuseInterrupted", null);
            throw interrupted();
        }
        Sudog sudog = parkAndUnlock();
        switch (sudog.waiter.await(this, deadline)) {
            case COMPLETED, NUDGED -> { }
            case INTERRUPTED -> {
                if (withdraw(sudog, "interrupted")) {
                    Thread.interrupted();
                    lock.lock();
                    throw interrupted();
                }
            }
            case TIMED_OUT -> {
                if (withdraw(sudog, "timed out")) {
                    lock.lock();
                    return false;
                }
            }
        }
        core.resume();
        lock.lock();
        return true;
    }

    private Sudog parkAndUnlock() {
        Sudog sudog;
        section.enter();
        try {
            sudog = core.park();
        } finally {
            section.exit();
        }
        try {
            lock.unlock();
        } catch (IllegalMonitorStateException e) {
            abandon(sudog);
            throw withoutLock(e);
        } catch (RuntimeException | Error e) {
            abandon(sudog);
            throw e;
        }
        return sudog;
    }

    private void abandon(Sudog sudog) {
        Sudog woken;
        section.enter();
        try {
            core.abandon(sudog);
            woken = core.takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
    }

    private boolean withdraw(Sudog sudog, String why) {
        section.enter();
        try {
            return core.withdraw(sudog, why);
        } finally {
            section.exit();
        }
    }

    private InterruptedException interrupted() {
        return new InterruptedException("wait for " + name() + " interrupted before it was signalled");
    }

    /** A lock's own words, where it has any, are about its unlock. */
    private IllegalMonitorStateException withoutLock(IllegalMonitorStateException cause) {
        var failure = new IllegalMonitorStateException("wait for " + name() + " without its lock; lock it first");
        failure.initCause(cause);
        return failure;
    }
}
