package io.lockstep.conformance.probe;

import io.lockstep.seam.Probe;
import io.lockstep.seam.Seam;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The probe that the seam is bound to under test. It passes everything on to the delegate of the
 * moment; without one it behaves as production does.
 *
 * <p>The seam binds it when {@code -Dio.lockstep.probe} names this class before any primitive is used.
 */
public final class TestProbe implements Probe {
    /*
     * The seam makes one instance for the life of the JVM, while delegates come and go: hence the
     * static field.
     */

    private static final Probe PRODUCTION = new Probe() { };

    private static final AtomicReference<Probe> DELEGATE = new AtomicReference<>(PRODUCTION);

    /** For the seam, which makes its probe by reflection. */
    public TestProbe() {
    }

    /**
     * Passes everything on to a delegate until the binding is closed.
     *
     * @param probe the delegate
     * @return the binding
     * @throws IllegalStateException if another delegate is bound, or if this JVM has no seam bound to
     *                               this class, so that the delegate would never be called
     */
    public static Binding bind(Probe probe) {
        if (!TestProbe.class.getName().equals(System.getProperty(Seam.PROPERTY))) {
            throw new IllegalStateException("the seam is not bound to the test probe; start the JVM with -D"
                    + Seam.PROPERTY + "=" + TestProbe.class.getName());
        }
        if (!DELEGATE.compareAndSet(PRODUCTION, probe)) {
            throw new IllegalStateException(DELEGATE.get().getClass().getName() + " is still bound; close its binding"
                    + " before " + probe.getClass().getName() + " is bound");
        }
        return () -> DELEGATE.compareAndSet(probe, PRODUCTION);
    }

    @Override
    public void park(Object blocker) {
        DELEGATE.get().park(blocker);
    }

    @Override
    public void parkNanos(Object blocker, long nanos) {
        DELEGATE.get().parkNanos(blocker, nanos);
    }

    @Override
    public void nap(Object blocker, long nanos) {
        DELEGATE.get().nap(blocker, nanos);
    }

    @Override
    public void unpark(Thread thread) {
        DELEGATE.get().unpark(thread);
    }

    @Override
    public Thread unstarted(String name, Runnable body) {
        return DELEGATE.get().unstarted(name, body);
    }

    @Override
    public void interrupt(Thread thread) {
        DELEGATE.get().interrupt(thread);
    }

    @Override
    public long nanoTime() {
        return DELEGATE.get().nanoTime();
    }

    @Override
    public int choose(int bound) {
        return DELEGATE.get().choose(bound);
    }

    @Override
    public boolean observes() {
        return DELEGATE.get().observes();
    }

    @Override
    public boolean reserve() {
        return DELEGATE.get().reserve();
    }

    @Override
    public void unreserve() {
        DELEGATE.get().unreserve();
    }

    @Override
    public void point(String place) {
        DELEGATE.get().point(place);
    }

    @Override
    public void event(Object primitive, String action, Object argument) {
        DELEGATE.get().event(primitive, action, argument);
    }

    /** How long a delegate stays bound. */
    @FunctionalInterface
    public interface Binding extends AutoCloseable {

        /** Back to the behaviour of production. */
        @Override
        void close();
    }
}
