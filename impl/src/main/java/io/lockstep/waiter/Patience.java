package io.lockstep.waiter;

/**
 * How long those who wait for one primitive look before they park: learned from how it went before.
 * Constant {@code Spin} of module {@code Waiter} of the specification bounds it.
 */
public final class Patience {
    /*
     * A look pays if the partner runs on another processor at this moment and needs no longer than the
     * looks take; then both save a park and an unpark. It is wasted if the partner waits for the very
     * processor that looks, as in a ring of a thousand tasks, or has lost its own to other work. One
     * cannot tell which it is, only how it went.
     *
     * So there is credit. While it lasts, each wait looks; what pays earns credit, and what is wasted
     * costs some. When it is used up, a number of waits park at once, twice as many each time, and
     * then a few try again. A few, not one: two who hand over to each other have to look both.
     *
     * What one primitive has learned helps the others: in a program with thousands of channels each
     * would waste its tries, and few channels see enough waits to learn. So there is weather, which
     * gets worse when somebody's credit is used up and better when somebody's is full, and bad
     * weather puts tries off.
     *
     * Fields are read and written without a lock, by whoever waits. A lost update makes a wait look or
     * park that need not have done so, and nothing else.
     */

    /**
     * Looks of one wait, at most, each after a pause of 10 to 50 nanoseconds: about a microsecond,
     * which is what a park and an unpark take. A select looks at all its cases each time, and takes up to
     * three times as long; it would join and leave as many queues.
     */
    private static final int LOOKS = 40;
    /** Waits that may look in vain before the next ones park at once. */
    private static final int TRIES = 4;
    /** Waits of a new primitive that park at once: many see no more than these, and learn nothing. */
    private static final int NEWCOMER = 32;
    /** What a look that pays earns: more than one that is wasted costs, as it saves more. */
    private static final int EARNED = 2;
    /** The most that can be earned, so that a change is noticed soon. */
    private static final int MAX_CREDIT = 16;
    /** After at most 2^7 times as many waits as tries, some try again: they cost one part in a hundred. */
    private static final int MAX_DOUBLINGS = 7;
    /** How many have to fail until the weather puts tries off by another doubling. */
    private static final int GUST = 8;

    /** What all primitives share. Plain, as the other fields, and seldom written. */
    static final class Weather {
        private int bad; // 0 … GUST · MAX_DOUBLINGS
    }

    private static final Weather EVERYWHERE = new Weather();

    private final Weather weather;
    private int credit = -NEWCOMER; // the waits that may look; below zero, those that park at once before some try
    private int doublings;

    /** Nobody has waited yet. */
    public Patience() {
        this(EVERYWHERE);
    }

    Patience(Weather weather) {
        this.weather = weather;
    }

    /**
     * Looks until what the calling thread waits for has come, or patience is at its end, which may be at once.
     *
     * @param awaited what it waits for: a wait of the thread that has not announced to park yet, or something
     *                that is to come before it begins one
     * @return whether it has come; false without a look if there is no patience
     */
    public boolean look(Awaited awaited) {
        if (credit <= 0) {
            if (++credit == 0) tryAgain();
            return false;
        }
        for (int looks = LOOKS; looks > 0; looks--) {
            if (awaited.isDue()) {
                paid();
                return true;
            }
            Thread.onSpinWait();
        }
        wasted();
        return false;
    }

    /** Whether the next wait would park at once: for tests. */
    boolean isUp() {
        return credit <= 0;
    }

    private void tryAgain() {
        int puttingOff = weather.bad / GUST;
        if (doublings >= puttingOff) {
            credit = TRIES;
        } else {
            doublings = puttingOff;
            credit = -(TRIES << doublings);
        }
    }

    private void paid() {
        if (credit >= MAX_CREDIT) return; // a write would take the cache line from others
        credit += EARNED;
        if (credit < MAX_CREDIT) return;
        doublings = 0;
        weather.bad = Math.max(0, weather.bad - GUST);
    }

    private void wasted() {
        if (--credit > 0) return;
        credit = -(TRIES << doublings);
        if (doublings < MAX_DOUBLINGS) doublings++;
        weather.bad = Math.min(weather.bad + 1, GUST * MAX_DOUBLINGS);
    }
}
