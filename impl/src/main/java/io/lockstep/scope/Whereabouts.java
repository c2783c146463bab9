package io.lockstep.scope;

import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Says of a thread where it is: in which operation, on what, and who called it. */
final class Whereabouts {
    /*
     * What a thread waits on is its park blocker, and the primitives of this library park with
     * themselves as the blocker. The operation is then the outermost of the blocker's own frames in the
     * innermost run of them:
     *
     *     park, await, [Channel.settle, Channel.receive], Crawler.fetch
     *                                   the operation     its caller
     *
     * Any other wait is told by the outermost frame of the JDK in the innermost run of those. The caller
     * is the next frame that is not this library's, which may have views and iterators in between. Thread
     * and blocker are read one after the other; a thread that goes on meanwhile is told as it was.
     *
     * A blocker that is not this library's is not asked for its text: that may throw, or block as the thread does.
     *
     * This library's are the classes of its packages that come from where this one comes from. Neither is enough:
     * a program may be packed into one jar with all that it uses, and has packages of its own; and tests of
     * this library are in its packages.
     */
    private static final List<String> PLATFORM = List.of("java.", "javax.", "jdk.", "sun.");
    private static final String PACKAGES = Whereabouts.class.getPackageName().replaceFirst("[^.]+$", "");
    private static final CodeSource ORIGIN = Whereabouts.class.getProtectionDomain().getCodeSource();

    private Whereabouts() {
    }

    /** A line for each thread. */
    static String of(List<Thread> threads) {
        StringBuilder lines = new StringBuilder();
        for (Thread thread : threads) lines.append("\n    ").append(of(thread));
        return lines.toString();
    }

    /** A line for each of the first threads, and one that says how many more there are. */
    static String of(List<Thread> threads, int most) {
        int rest = threads.size() - most;
        return rest <= 0 ? of(threads) : of(threads.subList(0, most)) + "\n    … and " + rest + " more";
    }

    /** One thread, for instance: fetch waits in Channel.receive on Channel[pages, …], called by Crawler.fetch(Crawler.java:31). */
    static String of(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        StackTraceElement[] frames = thread.getStackTrace();
        String name = "task " + thread.getName();
        if (frames.length == 0) return name + (thread.getState() == Thread.State.TERMINATED ? " has ended" : " is about to begin");
        int operation = blocker == null ? -1 : outermost(frames, f -> f.getClassName().equals(blocker.getClass().getName()));
        if (operation < 0) operation = outermost(frames, Whereabouts::isPlatform);
        boolean waits = operation >= 0 && (blocker != null || thread.getState() != Thread.State.RUNNABLE);
        StackTraceElement caller = caller(frames, operation);
        if (!waits) return name + " runs in " + (isPlatform(frames[0]) ? caller : frames[0]);
        return name + " waits in " + text(frames[operation]) + (blocker == null ? "" : " on " + text(blocker)) + ", called by " + caller;
    }

    private static StackTraceElement caller(StackTraceElement[] frames, int operation) {
        int i = operation + 1;
        while (i < frames.length - 1 && isLibrary(frames[i])) i++;
        return frames[Math.min(i, frames.length - 1)];
    }

    /** The last frame of the innermost run of such frames, or -1. */
    private static int outermost(StackTraceElement[] frames, Predicate<StackTraceElement> which) {
        int i = 0;
        while (i < frames.length && !which.test(frames[i])) i++;
        if (i == frames.length) return -1;
        while (i + 1 < frames.length && which.test(frames[i + 1])) i++;
        return i;
    }

    private static boolean isPlatform(StackTraceElement frame) {
        return PLATFORM.stream().anyMatch(frame.getClassName()::startsWith);
    }

    private static boolean isLibrary(StackTraceElement frame) {
        try {
            return isLibrary(Class.forName(frame.getClassName(), false, Whereabouts.class.getClassLoader()));
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }

    private static boolean isLibrary(Class<?> type) {
        return type.getName().startsWith(PACKAGES) && Objects.equals(ORIGIN, type.getProtectionDomain().getCodeSource());
    }

    private static String text(Object blocker) {
        return isLibrary(blocker.getClass()) ? blocker.toString() : Objects.toIdentityString(blocker);
    }

    private static String text(StackTraceElement frame) {
        String type = frame.getClassName();
        return type.substring(type.lastIndexOf('.') + 1) + "." + frame.getMethodName();
    }
}
