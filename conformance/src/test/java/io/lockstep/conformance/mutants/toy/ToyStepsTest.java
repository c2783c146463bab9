package io.lockstep.conformance.mutants.toy;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Layer {@code steps} of the toy room. */
class ToyStepsTest {

    @Test
    void countsToTheLimit() {
        assertEquals(3, new Counter(3).countUp());
    }
}
