package io.lockstep.bench;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;

/** The virtual threads of one run of a workload. */
final class Crew {

    /** What a thread does. */
    @FunctionalInterface
    interface Body {
        /** Does it. */
        void run() throws Exception;
    }

    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    /** Starts a thread. */
    void start(Body body) {
        threads.add(Thread.startVirtualThread(() -> {
            try {
                body.run();
            } catch (Throwable t) {
                failure.compareAndSet(null, t);
                threads.forEach(Thread::interrupt); // nobody is to wait for this one
            }
        }));
    }

    /** Waits until all have ended. A workload in which one fails measures nothing. */
    void join() throws InterruptedException {
        for (Thread thread : threads) thread.join();
        if (failure.get() != null) throw new IllegalStateException("the workload failed", failure.get());
    }
}
