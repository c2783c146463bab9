package io.lockstep.conformance.mutants;

import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.seam.Seam;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.util.concurrent.atomic.AtomicInteger;

/** The program that runs one test class until the first failure, in a JVM of its own. */
final class TestRun implements TestExecutionListener {

    /** Exit code: there are tests, and all passed. */
    static final int PASSED = 0;
    /** Exit code: a test failed; which, and why, is printed. */
    static final int FAILED = 10;
    /** Exit code: there was no test to run. */
    static final int NO_TEST = 11;

    /** What the line that tells the failed test begins with. */
    static final String FAILURE = "failed: ";

    /** Tests with this tag check the library without a probe. */
    private static final String PRODUCTION = "production";

    private final AtomicInteger passed = new AtomicInteger();

    private TestRun() {
    }

    /**
     * Runs a test class and ends the JVM.
     *
     * @param args its full name
     */
    public static void main(String[] args) {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> end(NO_TEST))); // do not outlive it
        TestRun run = new TestRun();
        try (LauncherSession session = LauncherFactory.openSession()) {
            TestPlan plan = session.getLauncher().discover(LauncherDiscoveryRequestBuilder.request()
                    .selectors(DiscoverySelectors.selectClass(args[0])).build());
            System.setProperty(Seam.PROPERTY, isProduction(plan) ? "" : TestProbe.class.getName());
            session.getLauncher().execute(plan, run);
        }
        end(run.passed.get() > 0 ? PASSED : NO_TEST);
    }

    private static boolean isProduction(TestPlan plan) {
        return plan.getRoots().stream().flatMap(root -> plan.getDescendants(root).stream())
                .anyMatch(test -> test.getTags().stream().anyMatch(tag -> tag.getName().equals(PRODUCTION)));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.SUCCESSFUL) {
            if (test.isTest()) passed.incrementAndGet();
            return;
        }
        // A test that is for full effort says so and stops; it has shown nothing either way.
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) return;
        System.out.println(FAILURE + test.getDisplayName());
        result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
        end(FAILED);
    }

    /** At once: a mutant may leave threads behind that never end. */
    private static void end(int code) {
        System.out.flush();
        Runtime.getRuntime().halt(code);
    }
}
