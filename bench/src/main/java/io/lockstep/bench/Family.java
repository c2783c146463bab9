package io.lockstep.bench;

import java.util.Arrays;

/** Rows that belong together: a section of the page of results, with a table and a chart. */
public enum Family {
    /** Values through one channel. */
    TRANSFER("transfer"),
    /** Values through many channels. */
    LINE("line"),
    /** Selects of a few cases. */
    SELECT("select"),
    /** Operations that never wait. */
    NONBLOCKING("nonblocking"),
    /** The benchmarks of Go's own {@code chan_test.go}. */
    CHAN_TEST("chan_test"),
    /** The end of a channel, and one that nobody uses. */
    CLOSE("close"),
    /** Locks, counters and values that are computed once. */
    SYNC("sync"),
    /** Or-channels. */
    ORCHANNEL("or-channel"),
    /** What becomes of it when there are more and more tasks or cases. */
    GROWTH("growth"),
    /** Bytes that are kept, and that are allocated for each operation. */
    MEMORY("memory"),
    /** What the library's seam for tests costs. */
    SEAM("seam");

    /** With fewer, one slow process decides. */
    static final int SEAM_ROUNDS = 3;

    private final String title;

    Family(String title) {
        this.title = title;
    }

    /**
     * The family of a title.
     *
     * @param title as {@link #title()}
     * @return the family
     * @throws IllegalArgumentException if there is none
     */
    public static Family of(String title) {
        return Arrays.stream(values()).filter(family -> family.title.equals(title)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no family " + title));
    }

    /**
     * What people call it.
     *
     * @return the name for headings and files
     */
    public String title() {
        return title;
    }

    /**
     * What is measured.
     *
     * @return the unit of the figures, for each operation or thing
     */
    public String unit() {
        return this == MEMORY ? "B" : "ns";
    }

    /**
     * How long the compiler needs for such rows. An or-channel runs code of five rooms; in a line each
     * of thousands of threads runs its loop for a short while only.
     *
     * @return how many times as many iterations as elsewhere are not to count
     */
    int warming() {
        return switch (this) {
            case ORCHANNEL -> 8;
            case LINE -> 2;
            default -> 1;
        };
    }

    /**
     * How often such rows are measured. The seam is to cost nothing, and one slow process must not look as if it did.
     *
     * @param rounds how often other rows are
     * @return as often, or more often
     */
    int rounds(int rounds) {
        return this == SEAM ? Math.max(rounds, SEAM_ROUNDS) : rounds;
    }

    /**
     * Whether peers compete for the shortest time.
     *
     * @return whether these rows count where the library is compared with others
     */
    public boolean isRace() {
        return this != MEMORY && this != SEAM;
    }
}
