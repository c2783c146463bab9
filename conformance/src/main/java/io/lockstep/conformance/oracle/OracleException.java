package io.lockstep.conformance.oracle;

/**
 * A specification could not be loaded or evaluated. The message says where and, in TLC's own words,
 * why.
 */
public final class OracleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * An error for a person to read.
     *
     * @param message what happened, where, and what to do next
     * @param cause   the underlying failure, or null
     */
    public OracleException(String message, Throwable cause) {
        super(message, cause);
    }
}
