package io.lockstep.conformance.oracle;

import java.util.Map;

/**
 * One state of a specification: a value for each of its variables. Two states of one oracle are equal
 * when their fingerprints are (64 bits, as in TLC).
 */
public final class State {

    private final Oracle oracle;
    private final Object raw;
    private final long fingerprint;
    private volatile Map<String, Object> variables;

    State(Oracle oracle, Object raw, long fingerprint) {
        this.oracle = oracle;
        this.raw = raw;
        this.fingerprint = fingerprint;
    }

    /**
     * The state in classes of the JDK only, all unmodifiable and comparable by {@code equals}:
     *
     * <table>
     * <caption>TLA+ values and their Java form</caption>
     * <tr><th>TLA+</th><th>Java</th></tr>
     * <tr><td>string, model value</td><td>{@code String}</td></tr>
     * <tr><td>number, boolean</td><td>{@code Integer}, {@code Boolean}</td></tr>
     * <tr><td>tuple, sequence, any function with domain 1..n</td><td>{@code List}</td></tr>
     * <tr><td>record, any other function</td><td>{@code Map}, its keys in Java form too</td></tr>
     * <tr><td>set</td><td>{@code Set}</td></tr>
     * </table>
     *
     * <p>The function with the empty domain is the empty sequence, hence the empty list.
     *
     * @return every variable of the specification by name
     */
    public Map<String, Object> variables() {
        Map<String, Object> known = variables;
        if (known == null) variables = known = oracle.variables(raw);
        return known;
    }

    /**
     * TLC's 64-bit fingerprint of the whole state.
     *
     * @return the fingerprint
     */
    public long fingerprint() {
        return fingerprint;
    }

    Oracle oracle() {
        return oracle;
    }

    Object raw() {
        return raw;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof State s && s.fingerprint == fingerprint && s.oracle == oracle;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(fingerprint);
    }

    /** The state as TLC prints it, a conjunct per variable. */
    @Override
    public String toString() {
        return oracle.text(raw);
    }
}
