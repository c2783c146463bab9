package io.lockstep.conformance.jcstress;

import io.lockstep.conformance.jcstress.Observation.Grade;
import io.lockstep.conformance.jcstress.Observation.Outcome;
import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;

class JudgementTest {

    private static final Outcome LATE = new Outcome("0, 1", Grade.EXPECTED, 1_000, "the lamp is lit before it is seen");
    private static final Outcome EARLY = new Outcome("0, 0", Grade.FORBIDDEN, 0, "the lamp is lit before it is seen");
    private static final Observation LAMP = Observation.of("lamp.Lamp", LATE, EARLY);
    private static final Observation CANARY = Observation.of("lamp.Canary", LATE,
            new Outcome("0, 0", Grade.CANARY, 7, "a lamp without light"));

    @Test
    void acceptsARunThatSawWhatItShould() {
        assertEquals("""
                +-------------+---------+----------------+-------------+
                | test        | samples | forbidden seen | canary seen |
                +-------------+---------+----------------+-------------+
                | lamp.Lamp   |   1,000 |              0 |             |
                | lamp.Canary |   1,007 |                |           7 |
                +-------------+---------+----------------+-------------+
                tests: 1; canaries: 1; all as expected""", new Judgement(List.of(LAMP, CANARY)).toString());
    }

    @Test
    void rejectsAForbiddenOutcome() {
        Observation dark = Observation.of("lamp.Lamp", LATE, new Outcome("0, 0", Grade.FORBIDDEN, 12, "it is lit before"));
        assertEquals(List.of("lamp.Lamp: saw \"0, 0\" 12 times, which is forbidden. it is lit before"), faults(dark, CANARY));
    }

    @Test
    void rejectsACanaryThatWasNotSeen() {
        Observation mute = Observation.of("lamp.Canary", LATE, new Outcome("0, 0", Grade.CANARY, 0, "a lamp without light"));
        assertEquals(List.of("lamp.Canary: the seeded fault was not seen; nor would others be. A longer mode may"),
                faults(LAMP, mute));
    }

    @Test
    void rejectsATestThatNeverGotToThePoint() {
        Observation idle = Observation.of("lamp.Lamp", EARLY, new Outcome("0, -1", Grade.EXPECTED, 9, "not ready"),
                new Outcome("[01], 1", Grade.EXPECTED, 0, "the lamp is lit before it is seen"));
        assertEquals(List.of("lamp.Lamp: never saw \"[01], 1\"; a longer mode may"), faults(idle, CANARY));
    }

    @Test
    void rejectsATestWithoutAResult() {
        assertEquals(List.of("lamp.Lamp: timed out"), faults(Observation.failed("lamp.Lamp", "timed out"), CANARY));
    }

    @Test
    void rejectsARunOfNoTest() {
        assertEquals(List.of("no test has run"), faults());
    }

    private static List<String> faults(Observation... observations) {
        return new Judgement(List.of(observations)).faults();
    }
}
