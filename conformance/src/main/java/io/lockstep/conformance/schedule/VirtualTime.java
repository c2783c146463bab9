package io.lockstep.conformance.schedule;

import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.conformance.program.Labelling;

import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/**
 * Runs a piece of code, and the tasks that it starts through the seam, under many schedules and on
 * virtual time. Time passes only when nobody can go on, and then to the next deadline: hours take no
 * time, and what happens at one o'clock happens at one o'clock exactly.
 *
 * <p>No specification judges these runs; the code does, by throwing. It fails as well if a task is left
 * that can never go on.
 */
public final class VirtualTime {

    private static final Judge ANYTHING = new Judge() {
        @Override
        public String event(Label step) {
            return null;
        }

        @Override
        public String quiet() {
            return null;
        }
    };

    private VirtualTime() {
    }

    /**
     * Runs the code under every schedule with a bounded number of preemptions, or as many as the budget
     * allows.
     *
     * @param preemptions how often a task may be stopped although it could go on
     * @param budget      the most runs
     * @param code        what to run, as task {@code main}; each run begins from scratch
     * @return how much time had passed in the end, when nobody waited for any more of it; one element if
     *         that does not depend on the schedule
     * @throws AssertionError if the code throws, or a task is left
     */
    public static Set<Duration> everySchedule(int preemptions, long budget, Runnable code) {
        Exhaustive strategy = new Exhaustive(preemptions);
        Set<Duration> elapsed = new TreeSet<>();
        for (long n = 0; n < budget; n++) {
            elapsed.add(run(strategy, code));
            if (!strategy.advance()) break;
        }
        return elapsed;
    }

    /**
     * Runs the code under random schedules.
     *
     * @param seed   the same seed gives the same schedules
     * @param budget how many
     * @param code   what to run, as task {@code main}; each run begins from scratch
     * @return how much time had passed in the end, as in {@link #everySchedule}
     * @throws AssertionError if the code throws, or a task is left
     */
    public static Set<Duration> randomSchedules(long seed, long budget, Runnable code) {
        RandomWalk strategy = new RandomWalk(seed);
        Set<Duration> elapsed = new TreeSet<>();
        for (long n = 0; n < budget; n++) {
            strategy.restart();
            elapsed.add(run(strategy, code));
        }
        return elapsed;
    }

    private static Duration run(Strategy strategy, Runnable code) {
        Scheduler scheduler = new Scheduler(strategy, ANYTHING, Observer.NONE, Labelling.PLAIN);
        Throwable[] thrown = new Throwable[1];
        scheduler.task("main", () -> {
            try {
                code.run();
            } catch (RuntimeException | AssertionError e) {
                thrown[0] = e;
                throw e;
            }
        });
        scheduler.patientTime();
        scheduler.leaveNobody();
        TestProbe.Binding binding = TestProbe.bind(scheduler);
        Outcome outcome;
        try {
            outcome = scheduler.run();
        } finally {
            binding.close();
        }
        if (!outcome.failed()) return Duration.ofNanos(scheduler.elapsed());
        throw new AssertionError(outcome.failure() + ", under the schedule " + Arrays.toString(outcome.choices())
                + String.join("", outcome.blocked().stream().map(b -> "\n  " + b).toList()), thrown[0]);
    }
}
