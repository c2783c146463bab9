package io.lockstep.scope;

import java.util.List;

/**
 * A task of a scope has failed, and the scope has cancelled the others. The cause is what the task
 * threw; what others threw, in the order of their failures, is suppressed. Unchecked, and not what the task
 * threw itself, so that both stack traces can be seen: that of the task and that of whoever waited for it.
 */
public final class TaskFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The name of the task that failed first. */
    private final String task;

    TaskFailedException(String scope, List<ScopeCore.Failure> failures) {
        super("task " + name(failures.getFirst()) + " of scope " + scope + " failed: " + failures.getFirst().thrown(),
                failures.getFirst().thrown());
        task = name(failures.getFirst());
        for (ScopeCore.Failure other : failures.subList(1, failures.size())) addSuppressed(other.thrown());
    }

    private static String name(ScopeCore.Failure failure) {
        return ((Thread) failure.member()).getName();
    }

    /**
     * The first task that has failed.
     *
     * @return its name
     */
    public String task() {
        return task;
    }
}
