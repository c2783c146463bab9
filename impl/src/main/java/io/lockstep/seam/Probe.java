package io.lockstep.seam;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * What a test binds to the {@link Seam}: it may record, delay, reorder or virtualise whatever the
 * primitives do with threads and time. Every default is the production behaviour, so that a probe
 * overrides only what it is about.
 */
public interface Probe {

    /**
     * Blocks the calling thread until a permit is available, as {@link LockSupport#park(Object)}.
     *
     * @param blocker the primitive that the thread waits for, for thread dumps
     */
    default void park(Object blocker) {
        LockSupport.park(blocker);
    }

    /**
     * Blocks the calling thread for at most a duration, as {@link LockSupport#parkNanos(Object, long)}.
     *
     * @param blocker the primitive that the thread waits for, for thread dumps
     * @param nanos   the longest time to block, in nanoseconds; returns at once if not positive
     */
    default void parkNanos(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    /**
     * Rests before the calling thread looks again whether a section is free: pointless before the one
     * inside has come to the point {@code exit}.
     *
     * @param blocker the section, for thread dumps
     * @param nanos   how long at most, in nanoseconds
     */
    default void nap(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    /**
     * Gives a thread its permit, as {@link LockSupport#unpark(Thread)}.
     *
     * @param thread the thread to wake
     */
    default void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    /**
     * Makes a thread for a task that a primitive starts.
     *
     * @param name its name
     * @param body what it does
     * @return a virtual thread that has not been started
     */
    default Thread unstarted(String name, Runnable body) {
        return Thread.ofVirtual().name(name).unstarted(body);
    }

    /**
     * Interrupts a thread, as {@link Thread#interrupt()}.
     *
     * @param thread the thread to interrupt
     */
    default void interrupt(Thread thread) {
        thread.interrupt();
    }

    /**
     * The clock that deadlines are measured on.
     *
     * @return nanoseconds since some fixed origin, as {@link System#nanoTime()}
     */
    default long nanoTime() {
        return System.nanoTime();
    }

    /**
     * A fair draw, as {@link ThreadLocalRandom#nextInt(int)}.
     *
     * @param bound how many there are to choose from, at least 1
     * @return 0 … bound - 1, each with the same probability
     */
    default int choose(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    /**
     * A scheduling point: another task may run here. Called outside and inside critical sections.
     *
     * @param place where the calling thread stands: {@code enter}, {@code exit}, {@code await}, {@code wake}, …
     */
    default void point(String place) {
    }

    /**
     * The calling thread took an action of the primitive's TLA+ specification. Inside a critical
     * section the call stands at the linearization point, so that the order of events is the order
     * of effects.
     *
     * @param primitive the object that the action belongs to
     * @param action    the action's name in the specification
     * @param argument  what the action needs besides the acting task, or null
     */
    default void event(Object primitive, String action, Object argument) {
    }

    /**
     * Whether events matter now. If so, every action is taken inside a section, also those that could do
     * without.
     *
     * @return true if somebody takes them down
     */
    default boolean observes() {
        return false;
    }

    /**
     * The calling thread is about to claim a wait. If it succeeds, the {@link #event} that follows
     * stands at this place in the order of events: from the claim on others may act upon it.
     *
     * @return whether a place has been reserved; false if the thread has one already
     */
    default boolean reserve() {
        return false;
    }

    /** The claim has failed; the next {@link #event} stands where it is called. */
    default void unreserve() {
    }
}
