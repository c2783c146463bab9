package io.lockstep.conformance.schedule;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the scheduler knows of one task. */
final class Task {
    private static final int FRAMES = 3;    // of a stack trace; enough to see which lock in which operation
    private static final List<String> RIG = List.of("java.", "jdk.", "io.lockstep.seam.", "io.lockstep.conformance.probe.");
    private static final Set<String> OURS = Set.of(Task.class.getName(), Scheduler.class.getName(), Schedules.class.getName());

    final String name;
    final int index;
    Thread thread;

    /** Mounts the thread until it gives up its turn. */
    Runnable continuation;
    /** The JVM would let the thread run; if neither this nor mounted, it is blocked in a lock. */
    boolean submitted;
    boolean mounted;
    /** The thread has been started. */
    boolean begun;
    boolean ended;

    /** Blocked in the seam's park, until one of the reasons below to go on. */
    boolean parked;
    boolean permit;
    boolean interrupted;
    boolean expired;
    int interrupts;
    private Object blocker;
    private boolean timed;
    /** When a timed park ends, on the virtual clock. */
    long deadline;

    /** Has read the clock in this operation and is not parked, so that its time may run out unseen. */
    boolean watchesClock;
    /** Time has run out for this operation. */
    boolean timeIsUp;

    Task(String name, int index) {
        this.name = name;
        this.index = index;
    }

    boolean runnable() {
        return !ended && (submitted || mounted) && (!parked || permit || interrupted || expired);
    }

    boolean awaitsDeadline() {
        return parked && timed && !expired;
    }

    void park(Object blocker) {
        parked = true;
        this.blocker = blocker;
        watchesClock = false;
    }

    void parkUntil(Object blocker, long deadline) {
        park(blocker);
        timed = true;
        this.deadline = deadline;
    }

    void unpark() {
        parked = timed = interrupted = expired = false;
        blocker = null;
    }

    void forgetClock() {
        watchesClock = timeIsUp = false;
    }

    /** Where the thread stands, for a person: the innermost frames that are neither the JDK's nor the rig's. */
    private String place() {
        String frames = Arrays.stream(thread.getStackTrace()).filter(Task::tells).limit(FRAMES)
                .map(f -> f.getMethodName() + "(" + f.getFileName() + ":" + f.getLineNumber() + ")")
                .collect(Collectors.joining(" < "));
        return frames.isEmpty() ? "its start" : frames;
    }

    private static boolean tells(StackTraceElement frame) {
        String type = frame.getClassName();
        return RIG.stream().noneMatch(type::startsWith) && !OURS.contains(type);
    }

    @Override
    public String toString() {
        return name + (parked ? " is parked at " : " is at ") + place() + (blocker == null ? "" : ", waiting for the " + blocker.getClass().getSimpleName());
    }
}
