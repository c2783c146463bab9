package io.lockstep.waiter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Looking has to pay: whoever looks in vain soon parks at once, and whoever gains goes on looking. */
class PatienceTest {

    private final Patience.Weather weather = new Patience.Weather();
    private final Patience patience = new Patience(weather);

    /** How many of some waits look. */
    private int looking(int waits, boolean due) {
        return looking(patience, waits, due);
    }

    private static int looking(Patience patience, int waits, boolean due) {
        int looking = 0;
        for (int i = 0; i < waits; i++) {
            Waiter waiter = new Waiter(null);
            if (due) waiter.complete("outcome", null);
            if (!patience.isUp()) looking++;
            patience.look(waiter);
        }
        return looking;
    }

    @Test
    void firstWaitsParkAtOnceAndThenSomeTry() {
        assertEquals(0, looking(32, false));
        assertEquals(4, looking(4, false));
        assertTrue(patience.isUp());
    }

    @Test
    void ofManyWaitsInVainFewLook() {
        looking(1_000, false);
        int looking = looking(100_000, false);
        assertTrue(looking > 0, "nobody tries any longer, though times may change");
        assertTrue(looking <= 1_000, looking + " of 100,000 waits have looked in vain");
    }

    @Test
    void whatPaysGoesOn() {
        looking(10_000, false);
        looking(1_000, true); // until some try, and find it pays
        assertFalse(patience.isUp());
        assertEquals(1_000, looking(1_000, true));
    }

    @Test
    void whatNoLongerPaysEndsSoon() {
        looking(1_000, true);
        assertFalse(patience.isUp());
        int looking = looking(100, false);
        assertTrue(looking < 100 / 2, looking + " of 100 waits have looked in vain");
    }

    @Test
    void tellsWhetherItHasComeAndDoesNotAskWithoutPatience() {
        assertFalse(patience.look(() -> {
            throw new AssertionError("a new primitive parks at once");
        }));
        looking(1_000, true);
        assertTrue(patience.look(() -> true));
        assertFalse(patience.look(() -> false));
    }

    @Test
    void oneMissAmongManyThatPayEndsNothing() {
        looking(1_000, true);
        looking(1, false);
        assertEquals(100, looking(100, true));
    }

    @Test
    void inBadWeatherOthersPutTheirTriesOff() {
        for (int i = 0; i < 100; i++) looking(new Patience(weather), 1_000, false);
        assertEquals(0, looking(new Patience(weather), 300, false));
        assertTrue(looking(new Patience(weather), 1_000, false) > 0, "nobody tries any longer, though times may change");
    }

    @Test
    void goodWeatherComesBack() {
        for (int i = 0; i < 100; i++) looking(new Patience(weather), 1_000, false);
        for (int i = 0; i < 100; i++) looking(new Patience(weather), 1_000, true);
        assertEquals(4, looking(new Patience(weather), 36, false));
    }
}
