package io.lockstep.conformance.mutants.toy;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Layer {@code examples} of the toy room. */
class ToyTest {

    @Test
    void countsToNothing() {
        assertEquals(0, new Counter(0).countUp());
    }
}
