package io.lockstep.channel;

import java.util.concurrent.Callable;

/** Runs what may be interrupted in threads that nobody interrupts. */
final class Quiet {

    private Quiet() {
    }

    static <T> T get(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw new AssertionError(Thread.currentThread().getName() + ": nobody was to interrupt or close this", e);
        }
    }

    interface Action {
        void run() throws Exception;
    }

    static void run(Action action) {
        get(() -> {
            action.run();
            return null;
        });
    }
}
