package io.lockstep.conformance.mutants;

/** What a layer made of a mutant. */
public enum Verdict {
    /** A test failed. */
    KILLED("killed"),
    /** The tests did not end in time. */
    HANG("hang"),
    /** All tests passed. */
    SURVIVED("-");

    private final String cell;

    Verdict(String cell) {
        this.cell = cell;
    }

    /** Whether the layer found the fault. */
    boolean isKill() {
        return this != SURVIVED;
    }

    /** Either of two verdicts about the same fault: the kill, if there is one. */
    Verdict or(Verdict other) {
        return isKill() ? this : other;
    }

    @Override
    public String toString() {
        return cell;
    }
}
