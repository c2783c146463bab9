package io.lockstep.conformance.trace;

import java.nio.file.Path;

/** The specification does not allow what was recorded. */
public final class TraceRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Verdict verdict;
    private final transient Path folder;

    TraceRejectedException(Verdict verdict, Path folder, String report) {
        super(report);
        this.verdict = verdict;
        this.folder = folder;
    }

    /**
     * The verdict on the trace.
     *
     * @return what was found out
     */
    public Verdict verdict() {
        return verdict;
    }

    /**
     * Where TLC can judge the trace again.
     *
     * @return the folder
     */
    public Path folder() {
        return folder;
    }
}
