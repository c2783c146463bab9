package io.lockstep.once;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.Waiter;
import java.util.Objects;

/**
 * Runs a function once: {@code sync.Once} of the Go language. The first call of {@link #run} runs its
 * function; every call, of whatever function, returns after that one has ended.
 *
 * {@snippet :
 * private final Once opened = new Once("log file");
 *
 * void log(String line) {
 *     opened.run(this::open);       // opens the file, or waits until it is open
 *     out.println(line);
 * }
 * }
 *
 * <h2>Failure</h2>
 * A function that throws counts as done. The caller that ran it gets the exception; all others return
 * normally, as in Go. If they should know, take {@link OnceFunc} or {@link OnceValue}, which throw it
 * at every caller.
 *
 * <h2>Deadlock</h2>
 * A function that calls the Once that runs it would wait for itself. Go hangs there. Here the call
 * throws {@link OnceDeadlockException} with the whole circle, which may go through several Onces and
 * several threads. Circles that also go through other primitives, or through threads that the
 * function starts and waits for, are not seen.
 *
 * <h2>Interrupts</h2>
 * {@link #run} is not interruptible, as class initialisation is not: who waits there waits until the
 * function has ended, and its interrupt flag stays set. {@link #runInterruptibly} gives up.
 *
 * <h2>Memory visibility</h2>
 * The end of the function happens before the return of every call, except one that throws
 * {@link OnceDeadlockException} or {@link InterruptedException}.
 *
 * <p>A call after the end costs one acquire read. Nothing of the function is retained.
 *
 * <p>Specified by {@code specs/once/Once.tla}; follows Go's {@code sync/once.go}.
 */
public final class Once {
    /*
     * The shell around OnceCore. A call that does not pass at once enters the section that all Onces
     * share, lets the core take one action, and leaves. Then it runs the function, outside the
     * section, or waits on its own waiter until the one who runs it has completed everybody.
     *
     * The tempting version is a compare-and-set that decides who runs the function, and lets all
     * others return. They would return before it has ended: specs/once, FaultCasThenRun.
     */

    private final OnceCore core;

    /** A Once whose function has not run. */
    public Once() {
        this(null, false);
    }

    /**
     * A Once with a name for messages and dumps.
     *
     * @param name shown wherever the Once is
     */
    public Once(String name) {
        this(Objects.requireNonNull(name, "name"), false);
    }

    Once(String name, boolean memo) {
        this(OnceCalls.ALL, name, memo);
    }

    /** A Once apart: circles of waits are found only among those that share {@code calls}. */
    Once(OnceCalls calls, String name, boolean memo) {
        core = new OnceCore(calls, memo, name);
    }

    /**
     * Runs a function, unless one has been run here before, and returns after it has ended. Blocks,
     * uninterruptibly, while another thread runs it. Actions {@code Begin}, {@code Skip},
     * {@code Deadlock}, {@code Park}, {@code End}, {@code Fail} and {@code Resume} of the
     * specification; {@code Once.Do} in Go.
     *
     * @param function what to run; whatever it throws is thrown at this caller, if this is the call
     *                 that runs it
     * @throws OnceDeadlockException if the calling thread would wait for itself
     */
    public void run(Runnable function) {
        Objects.requireNonNull(function, "function");
        if (!core.skip()) call(function, false);
    }

    /**
     * As {@link #run}, but gives up waiting if the thread is interrupted. Refuses a thread that is
     * interrupted on entry, also if the function has ended. A function that this call runs is not
     * given up: what an interrupt means to it is its own affair. Actions {@code RefuseInterrupted}
     * and {@code Withdraw} of the specification; Go has no such form.
     *
     * @param function what to run; whatever it throws is thrown at this caller, if this is the call
     *                 that runs it
     * @throws InterruptedException  if the thread was interrupted on entry or while it waited; this
     *                               call has then run nothing
     * @throws OnceDeadlockException if the calling thread would wait for itself
     */
    public void runInterruptibly(Runnable function) throws InterruptedException {
        Objects.requireNonNull(function, "function");
        if (Thread.interrupted()) {
            Seam.event(core, "RefuseInterrupted", null);
            throw interrupted();
        }
        if (!core.skip() && !call(function, true)) throw interrupted();
    }

    /**
     * Tells whether the function has ended. If so, what it did happens before the return.
     *
     * @return true for good once a call has returned normally
     */
    public boolean isDone() {
        return core.isEnded();
    }

    /**
     * The name of this Once.
     *
     * @return the given one, or one that is derived from its identity
     */
    public String name() {
        return core.name();
    }

    /**
     * The name, and whether the function has ended: for people, not for programs.
     *
     * @return for instance {@code Once[log file, done]}
     */
    @Override
    public String toString() {
        return "Once[" + name() + (core.isEnded() ? ", done]" : ", not done]");
    }

    /** A call that knows already that the function has ended. Action {@code Skip}. */
    void skipped() {
        Seam.event(core, "Skip", null);
    }

    /** What the function threw, if this Once keeps that; to be called after it has ended. */
    Throwable failure() {
        return core.failure();
    }

    /** Whether the call has come to its end; false if it was interrupted. */
    private boolean call(Runnable function, boolean interruptibly) {
        Object outcome;
        core.section().enter();
        try {
            outcome = core.call(Thread.currentThread());
        } finally {
            core.section().exit();
        }
        if (outcome == OnceCore.RUN) runNow(function);
        else if (outcome instanceof Sudog sudog) return await(sudog, interruptibly);
        else if (outcome instanceof OnceDeadlockException deadlock) throw deadlock;
        return true;
    }

    private void runNow(Runnable function) {
        Throwable thrown = null;
        try {
            function.run();
        } catch (Throwable t) {
            thrown = t;
            throw t;
        } finally {
            end(thrown);
        }
    }

    private void end(Throwable thrown) {
        Sudog woken;
        core.section().enter();
        try {
            core.end(thrown);
            woken = core.takeWoken();
        } finally {
            core.section().exit();
        }
        Sudog.wake(woken);
    }

    private boolean await(Sudog sudog, boolean interruptibly) {
        if (!interruptibly) {
            sudog.waiter.awaitUninterruptibly(this);
        } else if (sudog.waiter.await(this, Waiter.FOREVER) == Waiter.Wake.INTERRUPTED && withdraw(sudog)) {
            return false;
        }
        core.resume(sudog);
        return true;
    }

    private boolean withdraw(Sudog sudog) {
        core.section().enter();
        try {
            if (!core.withdraw(sudog, "interrupted")) return false;
            Thread.interrupted();
            return true;
        } finally {
            core.section().exit();
        }
    }

    private InterruptedException interrupted() {
        return new InterruptedException("run of " + name() + " interrupted; this call has run nothing");
    }
}
