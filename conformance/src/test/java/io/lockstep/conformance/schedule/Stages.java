package io.lockstep.conformance.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.conformance.evidence.Evidence;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.trace.Coverage;
import io.lockstep.conformance.trace.Grade;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;


/**
 * The stages of one test class, one for each setting. After its last test their runs are printed and
 * recorded as evidence, the outcomes that none of them has shown fail the class, and their graphs are
 * let go.
 */
public final class Stages implements AfterAllCallback {

    /** Decides the random programs and schedules; printed with the sum. */
    public static final long SEED = Long.getLong("lockstep.seed", System.nanoTime());

    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));

    /** More schedules than any program has of which all are run. */
    private static final long MANY = 1_000_000;

    private final Stage stage;
    private final Function<Stages, Set<String>> expected;
    private final Map<String, Schedules> opened = new HashMap<>();
    private long failed;

    /**
     * No stage has been opened yet.
     *
     * @param stage    the room's
     * @param expected the outcomes that must have been seen in the end, unless the effort is quick
     */
    public Stages(Stage stage, Function<Stages, Set<String>> expected) {
        this.stage = stage;
        this.expected = expected;
    }

    /**
     * The schedules in a setting, opened when they are first asked for.
     *
     * @param setting as {@link Setting#parse} reads it; empty for none
     * @param tasks   the most tasks that a program has
     * @return what they do under the schedules of a program
     */
    public Opened in(String setting, int tasks) {
        return new Opened(opened.computeIfAbsent(setting + " for " + tasks, name -> stage.open(Setting.parse(setting), tasks)));
    }

    /** Runs the schedules of programs; one that fails is shrunk, and fails the test. */
    public final class Opened {

        private final Schedules schedules;

        private Opened(Schedules schedules) {
            this.schedules = schedules;
        }

        /**
         * Runs every schedule of a program; in quick effort those with two preemptions stand for all.
         *
         * @param program has fewer than a million of them
         */
        public void every(Program program) {
            Schedules.Report report = passes(schedules.exhaustive(program, QUICK ? 2 : Integer.MAX_VALUE, MANY));
            assertTrue(QUICK || report.complete(), () -> program.toLine() + ": not all schedules after " + report.runs());
        }

        /**
         * Runs the schedules of a program that have few preemptions.
         *
         * @param program     the program
         * @param preemptions the most
         * @param budget      the most schedules
         */
        public void exhaustive(Program program, int preemptions, long budget) {
            passes(schedules.exhaustive(program, preemptions, budget));
        }

        /**
         * Runs random schedules of a program.
         *
         * @param program the program
         * @param seed    decides them
         * @param budget  how many
         */
        public void random(Program program, long seed, long budget) {
            passes(schedules.random(program, seed, budget));
        }

        /**
         * Tells what happens under one schedule.
         *
         * @param program the program
         * @param choices the schedule
         * @return as {@link Schedules#story} tells it
         */
        public String story(Program program, int... choices) {
            return schedules.story(program, choices);
        }

        /**
         * What has happened in this setting.
         *
         * @return the outcomes and actions that some schedule has shown
         */
        public Set<String> outcomes() {
            return schedules.outcomes();
        }

        /**
         * What may happen in this setting.
         *
         * @return the specification's outcomes and actions
         */
        public Set<String> possible() {
            return Coverage.possible(schedules.graph(), Grade.POINTS);
        }
    }

    private Schedules.Report passes(Schedules.Report report) {
        if (report.failure() == null) return report;
        failed++;
        throw new AssertionError(report.failure().shrunk().toString());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        long run = opened.values().stream().mapToLong(Schedules::runs).sum();
        System.out.printf("schedules %s: %,d run, %d failed (-Dlockstep.seed=%d)%n", stage.room(), run, failed, SEED);
        Evidence.record(stage.room(), "schedules", Map.of("run", run, "failed", failed));
        Set<String> missing = new TreeSet<>(failed > 0 || QUICK ? Set.of() : expected.apply(this));
        opened.values().forEach(schedules -> missing.removeAll(schedules.outcomes()));
        opened.clear();
        assertEquals(Set.of(), missing, "the specification allows outcomes that no schedule has shown");
    }
}
