package io.lockstep.conformance.schedule;

/**
 * Java's rules of interruption, which specifications leave to the threads: an operation that is
 * interrupted on entry does nothing; one that ends by an interrupt has used it up; and any other
 * leaves the flag as it is, so that no interrupt is lost.
 */
final class InterruptRule {
    private static final String INTERRUPTED = "interrupted";

    private final int interruptsBefore;
    private final boolean flagBefore;
    private final boolean refuses;

    /**
     * The rule for an operation that the calling thread begins.
     *
     * @param interrupts how often the thread has been interrupted until now
     * @param refuses    whether the operation is one that refuses interrupted threads
     */
    InterruptRule(int interrupts, boolean refuses) {
        interruptsBefore = interrupts;
        flagBefore = Thread.currentThread().isInterrupted();
        this.refuses = refuses;
    }

    /**
     * How the rule has been broken by an operation that ends.
     *
     * @param result     of the operation
     * @param interrupts how often the thread has been interrupted until now
     * @return what should be, or null if all is well
     */
    String broken(String result, int interrupts) {
        boolean flag = Thread.currentThread().isInterrupted();
        int pending = interrupts - interruptsBefore + (flagBefore ? 1 : 0);
        if (result.equals(INTERRUPTED)) {
            if (pending == 0) return "nobody has interrupted it";
            return pending == 1 && flag ? "the flag is still set, so that one interrupt counts twice" : null;
        }
        if (flagBefore && refuses) return "it was interrupted on entry and should have had no effect";
        if (pending > 0 && !flag) return "its interrupt flag has been cleared, so that an interrupt is lost";
        return pending == 0 && flag ? "its interrupt flag is set and nobody has interrupted it" : null;
    }
}
