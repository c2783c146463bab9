package io.lockstep.bench.peers;

import java.util.function.BiFunction;

/** Those who have a select. */
public enum Chooser {
    /** Ours. */
    LOCKSTEP("Lockstep", LockstepChoice::new),
    /** jox. Its select takes the first ready case as they are written. */
    JOX("jox", JoxChoice::new),
    /** kotlinx.coroutines. Its select, too, takes the first ready case. */
    KOTLIN("Kotlin", KotlinChoice::new);

    private final String title;
    private final BiFunction<Integer, Integer, Choice> open;

    Chooser(String title, BiFunction<Integer, Integer, Choice> open) {
        this.title = title;
        this.open = open;
    }

    /**
     * What people call it.
     *
     * @return the name for tables
     */
    public String title() {
        return title;
    }

    /**
     * New channels.
     *
     * @param channels how many
     * @param capacity how many values the buffer of each holds
     * @return the channels and their select
     */
    public Choice open(int channels, int capacity) {
        return open.apply(channels, capacity);
    }
}
