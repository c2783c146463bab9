package io.lockstep.conformance.schedule;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.Executor;

/** Makes virtual threads that an executor of ours carries. */
final class VirtualThreads {
    /*
     * The only use of a JDK internal in the rig: the builder's constructor that takes the executor
     * ("invoked by tests", says the JDK; present in 21 to 25). A virtual thread hands the executor
     * its continuation whenever it may run, always the same Runnable, and running that mounts it on
     * the calling thread until it yields, parks or ends.
     */
    private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";
    private static final Constructor<?> CONSTRUCTOR = constructor();

    private VirtualThreads() {
    }

    /**
     * An unstarted virtual thread.
     *
     * @param carrier receives the thread's continuation each time that it may run
     */
    static Thread unstarted(Executor carrier, String name, Runnable body) {
        try {
            return ((Thread.Builder) CONSTRUCTOR.newInstance(carrier)).name(name).unstarted(body);
        } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
            throw unavailable(e);
        }
    }

    private static Constructor<?> constructor() {
        try {
            Constructor<?> c = Class.forName(BUILDER).getDeclaredConstructor(Executor.class);
            c.setAccessible(true);
            return c;
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw unavailable(e);
        }
    }

    private static IllegalStateException unavailable(Exception cause) {
        return new IllegalStateException("deterministic schedules need " + BUILDER + "(Executor) of the JDK, and this"
                + " one (" + Runtime.version() + ") does not give it: start the JVM with"
                + " --add-opens java.base/java.lang=ALL-UNNAMED, on a JDK from 21 to 25", cause);
    }
}
