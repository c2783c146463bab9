package io.lockstep.conformance.runner;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is read from a TLC configuration. */
class ConfigTest {

    private static final Config CONFIG = Config.parse("""
            CONSTANTS Task = {t1, t2}   \\* INVARIANT InAComment
                Close <- FaultyClose
                Inv <- Stronger
            (* PROPERTY InABlock *)
            INVARIANT Inv TypeOK
            SPECIFICATION FairSpec
            PROPERTIES
                Live
            CHECK_DEADLOCK FALSE
            INVARIANTS Bound
            """);

    @Test
    void namesWhatIsChecked() {
        assertEquals(List.of("Inv", "TypeOK", "Bound"), CONFIG.invariants());
        assertEquals(List.of("Live"), CONFIG.properties());
        assertEquals("FairSpec", CONFIG.next());
    }

    @Test
    void knowsWhichDefinitionsAreReplaced() {
        assertEquals(Map.of("Close", "FaultyClose", "Inv", "Stronger"), CONFIG.overrides());
        assertEquals(Set.of("Stronger", "TypeOK", "Bound", "Live"), CONFIG.names());
    }

    @Test
    void canDropWhatIsChecked() {
        assertTrue(CONFIG.rest().contains("Task = {t1, t2}"));
        assertTrue(CONFIG.rest().contains("CHECK_DEADLOCK FALSE"));
        assertFalse(CONFIG.rest().matches("(?s).*(TypeOK|Live|Bound).*"), CONFIG.rest());
    }
}
