package io.lockstep.conformance.lincheck;

import io.lockstep.seam.Probe;

import java.util.concurrent.Semaphore;

/**
 * Parks on semaphores instead of {@code LockSupport}. Lincheck schedules semaphores exactly, whereas
 * a park outside java.util.concurrent always returns at once there, so that no wake-up could be lost.
 */
public final class SemaphoreParker implements Probe {
    /*
     * A semaphore may hold several permits where a thread holds one. A left-over permit only makes a
     * park return early, as it may anyhow.
     */

    /** For threads of the class {@link Worker} only. */
    public SemaphoreParker() {
    }

    @Override
    public void park(Object blocker) {
        ((Worker) Thread.currentThread()).permits.acquireUninterruptibly();
    }

    @Override
    public void unpark(Thread thread) {
        ((Worker) thread).permits.release();
    }

    @Override
    public Thread unstarted(String name, Runnable body) {
        Thread made = new Started(body); // as a Thread: see Worker
        made.setName(name);
        return made;
    }

    /** A task that a primitive has made. */
    private static final class Started extends Worker {
        private final Runnable body;

        Started(Runnable body) {
            this.body = body;
        }

        @Override
        protected void work() {
            body.run();
        }
    }

    /**
     * A thread that parks on a semaphore. It must be a named class: Lincheck does not see the fields
     * that a lambda given to a Thread captures. Start and join it as a plain {@code Thread}: Lincheck
     * does not recognise these calls on a subclass, and hangs.
     */
    public abstract static class Worker extends Thread {
        private final Semaphore permits = new Semaphore(0);
        private Throwable failure;

        /** A worker that is not started. */
        protected Worker() {
        }

        /** What the thread does. @throws Exception if the thread failed */
        protected abstract void work() throws Exception;

        @Override
        public final void run() {
            try {
                work();
            } catch (Throwable e) {
                failure = e;    // thrown on, it would pass unnoticed
            }
        }

        /** Fails if the thread did. To be called after its end. */
        public final void check() {
            if (failure != null) throw new AssertionError("a worker failed with " + failure, failure);
        }
    }
}
