package io.lockstep.conformance.mutants;

import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.seam.Seam;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The program that runs test classes one after the other until the first failure, in a JVM of its own. */
final class TestRun implements TestExecutionListener {
    /*
     * A JVM is expensive and a layer that passes leaves nothing behind; so one JVM goes on as long as
     * layers pass. A failure or a hang ends it at once: the mutant may have left threads that never end.
     *
     * The library binds a probe for good, or none. So a run takes only those of its classes that need
     * the same as the first one, and leaves the others to another run.
     */

    /** Exit code: all tests passed in all classes that were run. */
    static final int PASSED = 0;
    /** Exit code: a test failed; which, and why, is printed. */
    static final int FAILED = 10;
    /** Exit code: a class had no test to run. */
    static final int NO_TEST = 11;
    /** Exit code: the tests of a class did not end. */
    static final int HANG = 12;

    /** What the line that tells the failed test begins with. */
    static final String FAILURE = "failed: ";

    /** Tests with this tag check the library without a probe. */
    private static final String PRODUCTION = "production";

    private final AtomicInteger passed = new AtomicInteger();

    private TestRun() {
    }

    /**
     * Runs test classes and ends the JVM.
     *
     * @param args the file for the {@link Diary}; then in turn the full name of a class and its limit, in
     *             milliseconds of CPU time
     */
    public static void main(String[] args) {
        ProcessHandle.current().parent().ifPresent(parent -> parent.onExit().thenRun(() -> end(NO_TEST))); // do not outlive it
        Diary diary = new Diary(Path.of(args[0]));
        Watchdog watchdog = new Watchdog(() -> end(HANG));
        try (LauncherSession session = LauncherFactory.openSession()) {
            Map<String, TestPlan> plans = new LinkedHashMap<>();
            Map<String, Duration> limits = new LinkedHashMap<>();
            for (int i = 1; i < args.length; i += 2) {
                plans.put(args[i], plan(session.getLauncher(), args[i]));
                limits.put(args[i], Duration.ofMillis(Long.parseLong(args[i + 1])));
            }
            boolean production = isProduction(plans.values().iterator().next());
            System.setProperty(Seam.PROPERTY, production ? "" : TestProbe.class.getName());
            plans.forEach((testClass, plan) -> {
                if (isProduction(plan) != production) return;
                diary.started(testClass);
                watchdog.watch(limits.get(testClass));
                TestRun run = new TestRun();
                session.getLauncher().execute(plan, run);
                if (run.passed.get() == 0) end(NO_TEST);
                diary.passed(testClass, watchdog.spent());
            });
        }
        end(PASSED);
    }

    private static TestPlan plan(Launcher launcher, String testClass) {
        return launcher.discover(LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(testClass)).build());
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
