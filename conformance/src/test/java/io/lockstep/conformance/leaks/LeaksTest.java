package io.lockstep.conformance.leaks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.scope.Scope;
import io.lockstep.scope.TaskFailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** A test that leaves a task behind fails, and says which. */
class LeaksTest {

    /** Run by the tests below only. */
    static class Leaky {
        static final AtomicBoolean MAY_END = new AtomicBoolean();

        @Test
        void leavesATask(Scope scope) {
            Channel<String> answers = Channel.unbuffered("answers");
            scope.start("asks", () -> answers.receive());
        }

        @Test
        void leavesAStubbornTask(Scope scope) {
            scope.start("spins", () -> {
                while (!MAY_END.get()) Thread.onSpinWait();
            });
        }

        @Test
        void leavesATaskThatAnswersAnInterruptWithAFailure(Scope scope) {
            Channel<String> answers = Channel.unbuffered("answers");
            scope.start("asks", () -> {
                try {
                    answers.receive();
                } catch (InterruptedException e) {
                    throw new AssertionError("no answer");
                }
            });
        }

        @Test
        void hasATaskThatFails(Scope scope) {
            scope.start("fails", () -> {
                throw new AssertionError("wrong");
            });
        }

        @Test
        void leavesNone(Scope scope) {
            scope.start("ends", Thread::yield);
        }

        @Test
        void cancelsThem(Scope scope) {
            scope.start("asks", () -> Channel.unbuffered().receive());
            scope.cancel();
        }
    }

    private static List<Throwable> failures(String test) {
        List<Throwable> failures = new ArrayList<>();
        LauncherFactory.create().execute(LauncherDiscoveryRequestBuilder.request().filters(EngineFilter.includeEngines("junit-jupiter"))
                .selectors(DiscoverySelectors.selectMethod(Leaky.class, test, Scope.class)).build(), new TestExecutionListener() {
                    @Override
                    public void executionFinished(TestIdentifier id, TestExecutionResult result) {
                        result.getThrowable().ifPresent(failures::add);
                    }
                });
        return failures;
    }

    private static String failure(String test) {
        List<Throwable> failures = failures(test);
        assertEquals(1, failures.size(), failures::toString);
        return failures.get(0).getMessage();
    }

    private Scope first;

    @BeforeEach
    void itsScope(Scope scope) {
        first = scope;
    }

    @Test
    void everyMethodOfATestGetsTheSameScope(Scope scope) {
        assertSame(first, scope);
        assertEquals("Scope[everyMethodOfATestGetsTheSameScope(Scope), open, 0 tasks]", scope.toString());
    }

    @Test
    void aLeakedTaskFailsTheTestWithNameOperationAndChannel() {
        String message = failure("leavesATask");
        assertTrue(message.startsWith("the test has ended, and leaves tasks behind: Scope[leavesATask(Scope), open, 1 task]\n"
                + "    task asks waits in Channel.receive on Channel[answers, open, 0/0 buffered, 0 sending, 1 receiving],"
                + " called by io.lockstep.conformance.leaks.LeaksTest$Leaky."), message);
    }

    @Test
    void soDoesOneThatDoesNotEndWhenItIsToldTo() {
        String message = failure("leavesAStubbornTask");
        Leaky.MAY_END.set(true);
        assertTrue(message.contains("\n    task spins runs in "), message);
        assertTrue(message.endsWith("\nThey do not even end when they are interrupted."), message);
    }

    @Test
    void aLeakIsToldEvenIfTheTaskFailsWhenItIsToldToEnd() {
        List<Throwable> failures = failures("leavesATaskThatAnswersAnInterruptWithAFailure");
        assertEquals(1, failures.size(), failures::toString);
        String message = failures.get(0).getMessage();
        assertTrue(message.contains("\n    task asks waits in Channel.receive on Channel[answers, "), message);
        assertEquals("no answer", failures.get(0).getSuppressed()[0].getCause().getMessage());
    }

    @Test
    void aTaskThatFailsFailsTheTest() {
        List<Throwable> failures = failures("hasATaskThatFails");
        assertSame(TaskFailedException.class, failures.get(0).getClass());
        assertEquals("wrong", failures.get(0).getCause().getMessage());
    }

    @Test
    void noOtherTestFails() {
        assertEquals(List.of(), failures("leavesNone"));
        assertEquals(List.of(), failures("cancelsThem"));
    }
}
