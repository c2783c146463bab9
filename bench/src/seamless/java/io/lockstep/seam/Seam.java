package io.lockstep.seam;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/** The library's seam as if it had never been thought of: what the primitives cost without it. */
public final class Seam {

    private Seam() {
    }

    /** @param blocker shown in thread dumps */
    public static void park(Object blocker) {
        LockSupport.park(blocker);
    }

    /**
     * @param blocker shown in thread dumps
     * @param nanos   nanoseconds
     */
    public static void parkNanos(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    /**
     * @param blocker shown in thread dumps
     * @param nanos   nanoseconds
     */
    public static void nap(Object blocker, long nanos) {
        LockSupport.parkNanos(blocker, nanos);
    }

    /** @param thread the thread to wake */
    public static void unpark(Thread thread) {
        LockSupport.unpark(thread);
    }

    /**
     * @param name its name
     * @param body what it does
     * @return a virtual thread that has not been started
     */
    public static Thread unstarted(String name, Runnable body) {
        return Thread.ofVirtual().name(name).unstarted(body);
    }

    /** @param thread the thread to interrupt */
    public static void interrupt(Thread thread) {
        thread.interrupt();
    }

    /** @return nanoseconds since some fixed origin */
    public static long nanoTime() {
        return System.nanoTime();
    }

    /**
     * @param bound how many there are to choose from, at least 1
     * @return 0 … bound - 1
     */
    public static int choose(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }

    /** @param place ignored */
    public static void point(String place) {
    }

    /**
     * @param primitive ignored
     * @param action    ignored
     * @param argument  ignored
     */
    public static void event(Object primitive, String action, Object argument) {
    }

    /** @return false */
    public static boolean observes() {
        return false;
    }

    /** @return false */
    public static boolean reserve() {
        return false;
    }

    /** Nothing. */
    public static void unreserve() {
    }
}
