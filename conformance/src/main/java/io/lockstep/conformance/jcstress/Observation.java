package io.lockstep.conformance.jcstress;

import java.util.List;

/**
 * What jcstress saw of one test, in all configurations together.
 *
 * @param test     its class, without the project's package: {@code channel.ChannelCanary}
 * @param trouble  why it has no proper result, or null
 * @param outcomes what was seen, and what was expected and not seen
 */
public record Observation(String test, String trouble, List<Outcome> outcomes) {

    /** What the test says about an outcome. */
    public enum Grade {
        /** It has to be seen: else the test has not tried what it is about. */
        EXPECTED,
        /** It has to be seen, for the test is a canary: it seeds the fault that the others look for. */
        CANARY,
        /** It must not be seen. */
        FORBIDDEN
    }

    /**
     * An outcome of a test.
     *
     * @param id    the results of its tasks; a pattern if none of them was seen
     * @param grade what the test says about it
     * @param count how often it was seen
     * @param why   the rule behind the grade
     */
    public record Outcome(String id, Grade grade, long count, String why) {
    }

    /**
     * A test that was run.
     *
     * @param test     its class
     * @param outcomes what came out
     * @return the observation
     */
    public static Observation of(String test, Outcome... outcomes) {
        return new Observation(test, null, List.of(outcomes));
    }

    /**
     * A test without a proper result.
     *
     * @param test    its class
     * @param trouble why
     * @return the observation
     */
    public static Observation failed(String test, String trouble) {
        return new Observation(test, trouble, List.of());
    }

    /**
     * How often the test was tried.
     *
     * @return the number of all outcomes together
     */
    public long samples() {
        return outcomes.stream().mapToLong(Outcome::count).sum();
    }

    boolean isCanary() {
        return outcomes.stream().anyMatch(o -> o.grade == Grade.CANARY);
    }

    /** How often a test saw what it should not, or a canary what it should. */
    long sightings() {
        return outcomes.stream().filter(o -> o.grade != Grade.EXPECTED).mapToLong(Outcome::count).sum();
    }
}
