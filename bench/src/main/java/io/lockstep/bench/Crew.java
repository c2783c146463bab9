package io.lockstep.bench;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** The virtual threads of one run of a workload. */
final class Crew {

    /** How many threads can run at a time. */
    static final int CORES = Runtime.getRuntime().availableProcessors();

    /** What a thread does. */
    @FunctionalInterface
    interface Body {
        /** Does it. */
        void run() throws Exception;
    }

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Runs the same in a thread for each core, and returns when all have ended. */
    static void onEachCore(Body body) throws InterruptedException {
        Crew crew = new Crew();
        for (int i = 0; i < CORES; i++) crew.start(body);
        crew.join();
    }

    /** Starts a thread. */
    void start(Body body) {
        threads.add(Thread.startVirtualThread(() -> {
            try {
                body.run();
            } catch (Throwable t) {
                failure.compareAndSet(null, t);
                interrupt(); // nobody is to wait for this one
            }
        }));
    }

    /** Waits until each thread is blocked or has ended. */
    void awaitBlocked() throws InterruptedException {
        for (Thread thread : threads) {
            while (thread.getState() != Thread.State.WAITING && thread.isAlive()) Thread.sleep(1);
        }
    }

    /** Interrupts all threads. */
    void interrupt() {
        threads.forEach(Thread::interrupt);
    }

    /** Waits until all have ended. A workload in which one fails measures nothing. */
    void join() throws InterruptedException {
        for (Thread thread : threads) thread.join();
        if (failure.get() != null) throw new IllegalStateException("the workload failed", failure.get());
    }
}
