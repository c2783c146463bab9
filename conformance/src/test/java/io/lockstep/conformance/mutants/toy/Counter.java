package io.lockstep.conformance.mutants.toy;

/** Counts up to a limit: the library of the toy project that mutants are made of. */
final class Counter {
    private final int limit;
    private int count;

    Counter(int limit) {
        this.limit = limit;
    }

    /** Counts until the limit is reached. */
    int countUp() {
        while (count < limit) {
            count++;
        }
        return count;
    }

    @Override
    public String toString() {
        return count + " of " + limit;
    }
}
