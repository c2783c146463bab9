package io.lockstep.conformance.lincheck;

import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jetbrains.lincheck.Lincheck;

/** Programs whose operations may block, for Lincheck to schedule. */
public final class BlockingPrograms {

    private BlockingPrograms() {
    }

    /** What carries out operations: a named class with fields, since Lincheck does not see what a lambda captures. */
    public interface Subject {

        /** Carries out an operation in the calling task. @param op the operation @return its result */
        String perform(Op op) throws InterruptedException;
    }

    /** A task of a program; its results are read after its end. */
    private static final class Task extends SemaphoreParker.Worker {
        private final Subject subject;
        private final List<Op> ops;
        private final List<String> results = new ArrayList<>();

        Task(Subject subject, List<Op> ops) {
            this.subject = subject;
            this.ops = ops;
        }

        @Override
        protected void work() throws InterruptedException {
            for (Op op : ops) results.add(subject.perform(op));
        }
    }

    /** Runs a program once. @param subject fresh @param program what the tasks do @param allowed as {@link AllowedResults} writes them */
    public static void run(Subject subject, Program program, Set<String> allowed) {
        List<Task> tasks = new ArrayList<>();
        for (List<Op> ops : program.tasks()) tasks.add(new Task(subject, ops));
        for (Thread task : tasks) task.start();
        try {
            for (Thread task : tasks) task.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        List<List<String>> results = new ArrayList<>();
        for (Task task : tasks) {
            task.check();
            results.add(task.results);
        }
        String text = AllowedResults.text(results);
        if (!allowed.contains(text)) throw new AssertionError(text + " is none of the results that the specification allows: " + allowed);
    }

    /** Has Lincheck run a test under many schedules. @param invocations how many @param test runs a program once */
    public static void concurrently(int invocations, Runnable test) {
        TestProbe.Binding binding = TestProbe.bind(new SemaphoreParker());
        try {
            Lincheck.runConcurrentTest(invocations, test);
        } finally {
            binding.close();
        }
    }
}
