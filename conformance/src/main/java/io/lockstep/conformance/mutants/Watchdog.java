package io.lockstep.conformance.mutants;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Tells when the tests in this JVM hang. */
final class Watchdog {
    /*
     * Threads that hang either turn in circles or wait for one another. The first spend more CPU time
     * than the tests may. The second spend none: the JVM is idle, each time that the watchdog looks.
     *
     * The JVM's own CPU time decides, not a clock: on a busy machine tests take long, but do not spend
     * more. Only there, a JVM that gets nothing looks idle; hence the many looks.
     */

    private static final Duration LOOK = Duration.ofSeconds(2);
    /** Twelve seconds in all: six have been too few where ten others wanted the CPU. */
    private static final int IDLE_LOOKS = 6;
    /** Five ticks of the CPU's clock. Idle, a JVM spends one or two between two looks; at work on a busy machine, ten. */
    private static final Duration NOTHING = Duration.ofMillis(50);

    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Runnable onHang;
    private volatile Watch watch = new Watch(cpu(), Duration.ofDays(1));

    private record Watch(Duration start, Duration limit) {
    }

    /**
     * Starts to look.
     *
     * @param onHang what to do if tests hang; is called by a thread of its own, once
     */
    Watchdog(Runnable onHang) {
        this.onHang = onHang;
        Thread.ofPlatform().daemon().name("watchdog").start(this::look);
    }

    /**
     * Watches what runs from now on.
     *
     * @param limit the CPU time that it may take
     */
    void watch(Duration limit) {
        watch = new Watch(cpu(), limit);
    }

    /** The CPU time since {@link #watch}. */
    Duration spent() {
        return cpu().minus(watch.start);
    }

    private void look() {
        Duration before = cpu();
        int idle = 0;
        while (idle < IDLE_LOOKS && spent().compareTo(watch.limit) < 0) {
            LockSupport.parkNanos(LOOK.toNanos());
            Duration now = cpu();
            idle = now.minus(before).compareTo(NOTHING) < 0 ? idle + 1 : 0;
            before = now;
        }
        onHang.run();
    }

    private static Duration cpu() {
        return Duration.ofNanos(SYSTEM.getProcessCpuTime());
    }
}
