package io.lockstep.conformance.leaks;

import io.lockstep.scope.Scope;
import io.lockstep.scope.ScopeNotClosedException;
import io.lockstep.scope.TaskFailedException;
import java.time.Duration;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test a {@link Scope} for its threads, if it has a parameter for one, and fails the test if one of
 * them has not ended when the test has: the message says in which operation it is, on which channel. What a
 * task throws fails the test, too; if it is a leaked one, told to end, beside the leak. Registered for all tests.
 *
 * <p>It sees the tasks of that scope, and nothing else: not those of scopes that the test opens itself, nor a
 * thread that it starts otherwise, nor those that a primitive starts for it, as an
 * {@link io.lockstep.orchannel.OrChannel} that is never closed or {@link io.lockstep.waitgroup.WaitGroup#go}.
 */
public final class Leaks implements ParameterResolver, AfterEachCallback {

    private static final Namespace HERE = Namespace.create(Leaks.class);

    /** How long a task may take to come to its end after the test: it is on its way, on a busy machine. */
    private static final Duration GRACE = Duration.ofSeconds(2);
    /** How long a leaked task may take to end when it is told to. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    /** For JUnit. */
    public Leaks() {
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Scope.class && test.getTestMethod().isPresent();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getStore(HERE).getOrComputeIfAbsent(Scope.class, type -> new Scope(test.getDisplayName(), LIMIT), Scope.class);
    }

    @Override
    public void afterEach(ExtensionContext test) throws InterruptedException {
        Scope scope = test.getStore(HERE).remove(Scope.class, Scope.class);
        if (scope == null) return;
        String leak = null;
        RuntimeException end = null;
        try (scope) {
            if (!scope.join(GRACE)) leak = "the test has ended, and leaves tasks behind: " + scope.dump();
        } catch (TaskFailedException | ScopeNotClosedException e) {
            if (leak == null) throw e;
            if (e instanceof ScopeNotClosedException) leak += "\nThey do not even end when they are interrupted.";
            end = e;
        }
        if (leak == null) return;
        AssertionError failure = new AssertionError(leak);
        if (end != null) failure.addSuppressed(end);
        throw failure;
    }
}
