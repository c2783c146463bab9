package io.lockstep.mutex;

import io.lockstep.cond.Cond;
import io.lockstep.seam.Seam;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.Waiter;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

/**
 * Go's mutual exclusion lock; {@code sync.Mutex}. It can be used wherever a {@link Lock} is expected.
 *
 * <p>A mutex is locked or not, and knows nothing else. It is <em>not bound to a thread</em>: another
 * thread may unlock it. It is <em>not re-entrant</em>: a thread that locks it twice waits for somebody
 * else to unlock it. {@link java.util.concurrent.locks.ReentrantLock} differs in both.
 *
 * <h2>Two modes</h2>
 * In normal mode an unlock wakes the thread that has waited longest, which then competes with newcomers.
 * They have the better chances, for they are running already: that is fast, and unfair. A woken thread
 * that loses waits on at the head of the queue. If it has then waited for more than one millisecond, the
 * mutex switches to <em>starvation mode</em>: an unlock hands the mutex to the thread that has waited
 * longest, and newcomers join the queue; {@link #tryLock()} fails. So nobody is passed any
 * longer by anyone who came later. The mutex goes back to normal mode when it is handed to the last
 * waiter, or to one that has waited for less.
 *
 * <h2>Interrupts</h2>
 * {@link #lock()} ignores interrupts, as in Go there are none: the flag is afterwards as it would be
 * without the wait. The other blocking operations throw {@link InterruptedException} if the thread is
 * interrupted before it gets the mutex, and then it has not got it. If the mutex comes first it counts, and
 * the flag stays set.
 *
 * <h2>Memory visibility</h2>
 * As in the Go memory model: what happens before the n-th unlock happens before the return of the m-th
 * successful lock, for n &lt; m, whichever operations and threads these are. A lock that fails has no
 * effect on memory.
 *
 * <p>Module {@code Mutex} of the specification; {@code sync/mutex.go} in Go.
 */
public final class Mutex implements Lock {
    /*
     * The shell around MutexCore. An operation enters the section, lets the core take one action, leaves,
     * and wakes the one whom that action has completed. A lock whose action was to park then waits, and
     * does so again as long as it is woken only to compete and loses.
     *
     * A lock of a free mutex, and an unlock for which nobody waits, are one compare-and-set and enter
     * nothing. While events are recorded they enter the section instead, since their place among the
     * events would otherwise not be known.
     *
     * A waiter that is interrupted or whose time is up has to withdraw inside the section. If it is too
     * late for that, it has been completed: then it competes or takes the mutex that it was handed, as if
     * nothing had happened. So no wake-up and no mutex is lost with a waiter that gives up. If it
     * competes in vain, it waits again and gives up then.
     */

    private final Section section = new Section();
    private final MutexCore core = new MutexCore(section);
    private final String name;

    /** An unlocked mutex. */
    public Mutex() {
        this.name = null;
    }

    /**
     * An unlocked mutex with a name for messages and dumps.
     *
     * @param name shown wherever the mutex is
     */
    public Mutex(String name) {
        this.name = Objects.requireNonNull(name, "name");
    }

    /**
     * Locks the mutex, waiting as long as it takes, and whatever interrupts come. Actions {@code LockFree}
     * and {@code LockPark}; {@code Lock} in Go.
     */
    @Override
    public void lock() {
        Object outcome = lock(true);
        while (outcome instanceof Sudog sudog) {
            sudog.waiter.awaitUninterruptibly(this);
            outcome = completed(sudog);
        }
    }

    /**
     * Locks the mutex, waiting as long as it takes. Not in Go. Actions {@code LockFree}, {@code LockPark}
     * and {@code RefuseInterrupted}.
     *
     * @throws InterruptedException if the thread was interrupted, on entry or while it waited, before it
     *                              got the mutex; then it has not got it
     */
    @Override
    public void lockInterruptibly() throws InterruptedException {
        lock(Waiter.FOREVER);
    }

    /**
     * Locks the mutex if it is free at this moment, even past those who wait. It does not wait, and
     * interrupts make no difference. Actions {@code LockFree} and {@code LockNotReady}; {@code TryLock}
     * in Go.
     *
     * @return whether the mutex is now the caller's; false if it was locked, by the calling thread or
     *         another
     */
    @Override
    public boolean tryLock() {
        return lock(false) == MutexCore.LOCKED;
    }

    /**
     * Locks the mutex, waiting for it at most for a while. Not in Go. Actions {@code LockFree},
     * {@code LockPark} and {@code RefuseInterrupted}.
     *
     * @param time how long to wait; if not positive, the mutex has to be free now
     * @param unit the unit of the time
     * @return whether the mutex is now the caller's; false if the time ran out
     * @throws InterruptedException if the thread was interrupted, on entry or while it waited, before it
     *                              got the mutex; then it has not got it
     */
    @Override
    public boolean tryLock(long time, TimeUnit unit) throws InterruptedException {
        return lock(Waiter.deadline(unit.toNanos(time)));
    }

    /**
     * As {@link #tryLock(long, TimeUnit)}.
     *
     * @param timeout how long to wait; if not positive, the mutex has to be free now
     * @return whether the mutex is now the caller's; false if the time ran out
     * @throws InterruptedException if the thread was interrupted, on entry or while it waited, before it
     *                              got the mutex; then it has not got it
     */
    public boolean tryLock(Duration timeout) throws InterruptedException {
        return lock(Waiter.deadline(TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(timeout, "timeout"))));
    }

    /**
     * Unlocks the mutex, whoever has locked it. It does not wait. Actions {@code UnlockFree},
     * {@code UnlockWake}, {@code UnlockHandOff} and {@code UnlockUnlocked}; {@code Unlock} in Go, where
     * the error ends the program.
     *
     * @throws IllegalMonitorStateException if the mutex is not locked
     */
    @Override
    public void unlock() {
        if (!Seam.observes() && core.unlockFree()) return;
        boolean done;
        Sudog woken;
        core.enterToUnlock();
        try {
            done = core.unlock();
            woken = core.takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
        if (!done) {
            throw new IllegalMonitorStateException("unlock of unlocked mutex: " + name()
                    + "; each unlock needs a lock of its own, though not by the same thread");
        }
    }

    /**
     * A new condition variable over this mutex.
     *
     * @return as {@code new Cond(this)}
     */
    @Override
    public Cond newCondition() {
        return new Cond(this);
    }

    /**
     * Whether the mutex is locked, as of one moment: for people, tests and assertions, not for decisions.
     * Use {@link #tryLock()} for these.
     *
     * @return true if it was locked, by whichever thread
     */
    public boolean isLocked() {
        section.enter();
        try {
            return core.isHeld();
        } finally {
            section.exit();
        }
    }

    /**
     * The mutex's name.
     *
     * @return the name it was given, else one that is unique in this JVM
     */
    public String name() {
        return name != null ? name : "mutex-" + section.id();
    }

    /**
     * The mutex's name and, as of one moment, its mode and who waits: for people, not for programs.
     *
     * @return for instance {@code Mutex[accounts, locked, normal, 3 waiting]}
     */
    @Override
    public String toString() {
        section.enter();
        try {
            return "Mutex[" + name() + (core.isHeld() ? ", locked, " : ", free, ")
                    + (core.isStarving() ? "starving, " : "normal, ") + core.queue.size() + " waiting]";
        } finally {
            section.exit();
        }
    }

    private boolean lock(long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            Seam.event(core, "RefuseInterrupted", null);
            throw interrupted();
        }
        Object outcome = lock(true);
        while (outcome instanceof Sudog sudog) {
            switch (sudog.waiter.await(this, deadline)) {
                case COMPLETED, NUDGED -> outcome = completed(sudog);
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
        }
        return true;
    }

    private Object lock(boolean block) {
        if (!Seam.observes() && core.lockFree()) return MutexCore.LOCKED;
        core.enterToLock();
        try {
            return core.lock(block);
        } finally {
            section.exit();
        }
    }

    private Object completed(Sudog sudog) {
        if (MutexCore.isHanded(sudog)) return core.resume();
        section.enter();
        try {
            return core.retry(sudog);
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

    private InterruptedException interrupted() {
        return new InterruptedException("lock of " + name() + " interrupted; it has not been locked");
    }
}
