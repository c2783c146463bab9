package io.lockstep.seam;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * The one seam under every primitive: parking, threads, the clock, scheduling points and events. Not part of
 * the public API.
 *
 * <p>Production binds no probe. Tests name one by the system property {@value #PROPERTY} before this
 * class is initialised.
 */
public final class Seam {
    /*
     * PROBE is a static final field that is null in production. The JIT treats it as a constant, so
     * that each method below compiles to its production branch alone, and `event` and `point` to
     * nothing. bench/ measures this.
     */

    /** The system property that names the probe's class; it needs a public no-argument constructor. */
    public static final String PROPERTY = "io.lockstep.probe";

    private static final Probe PROBE = bind();

    private Seam() {
    }

    /**
     * Blocks the calling thread until a permit is available.
     *
     * @param blocker shown in thread dumps
     */
    public static void park(Object blocker) {
        if (PROBE == null) LockSupport.park(blocker);
        else PROBE.park(blocker);
    }

    /**
     * Blocks the calling thread for at most a duration.
     *
     * @param blocker shown in thread dumps
     * @param nanos   nanoseconds
     */
    public static void parkNanos(Object blocker, long nanos) {
        if (PROBE == null) LockSupport.parkNanos(blocker, nanos);
        else PROBE.parkNanos(blocker, nanos);
    }

    /**
     * Rests before the calling thread looks again whether a section is free. May return early.
     *
     * @param blocker shown in thread dumps
     * @param nanos   nanoseconds
     */
    public static void nap(Object blocker, long nanos) {
        if (PROBE == null) LockSupport.parkNanos(blocker, nanos);
        else PROBE.nap(blocker, nanos);
    }

    /**
     * Gives a thread its permit.
     *
     * @param thread the thread to wake
     */
    public static void unpark(Thread thread) {
        if (PROBE == null) LockSupport.unpark(thread);
        else PROBE.unpark(thread);
    }

    /**
     * Makes a thread for a task.
     *
     * @param name its name
     * @param body what it does
     * @return a virtual thread that has not been started
     */
    public static Thread unstarted(String name, Runnable body) {
        return PROBE == null ? Thread.ofVirtual().name(name).unstarted(body) : PROBE.unstarted(name, body);
    }

    /**
     * Interrupts a thread.
     *
     * @param thread the thread to interrupt
     */
    public static void interrupt(Thread thread) {
        if (PROBE == null) thread.interrupt();
        else PROBE.interrupt(thread);
    }

    /**
     * The clock of deadlines.
     *
     * @return nanoseconds since some fixed origin
     */
    public static long nanoTime() {
        return PROBE == null ? System.nanoTime() : PROBE.nanoTime();
    }

    /**
     * A fair draw.
     *
     * @param bound how many there are to choose from, at least 1
     * @return 0 … bound - 1
     */
    public static int choose(int bound) {
        return PROBE == null ? ThreadLocalRandom.current().nextInt(bound) : PROBE.choose(bound);
    }

    /**
     * Another task may run here.
     *
     * @param place where the calling thread stands
     */
    public static void point(String place) {
        if (PROBE != null) PROBE.point(place);
    }

    /**
     * The calling thread took an action of the primitive's specification.
     *
     * @param primitive the object that the action belongs to
     * @param action    the action's name in the specification
     * @param argument  what the action needs besides the acting task, or null
     */
    public static void event(Object primitive, String action, Object argument) {
        if (PROBE != null) PROBE.event(primitive, action, argument);
    }

    /**
     * Whether somebody takes down events in their order, so that each action has to have its place there.
     *
     * @return false in production
     */
    public static boolean observes() {
        return PROBE != null && PROBE.observes();
    }

    /**
     * Reserves the place of the next event in the order of events.
     *
     * @return whether this call has reserved it
     */
    public static boolean reserve() {
        return PROBE != null && PROBE.reserve();
    }

    /** Gives the reserved place back. */
    public static void unreserve() {
        if (PROBE != null) PROBE.unreserve();
    }

    private static Probe bind() {
        String name = System.getProperty(PROPERTY, "");
        if (name.isEmpty()) return null;
        try {
            return (Probe) Class.forName(name, true, ClassLoader.getSystemClassLoader())
                    .getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new IllegalStateException("-D" + PROPERTY + "=" + name + ": not a usable probe; name a class on the"
                    + " class path that implements " + Probe.class.getName() + " and has a public no-argument"
                    + " constructor, or drop the property", e);
        }
    }
}
