package io.lockstep.conformance.mutants;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of one fault.
 *
 * @param room     the room that it was seeded into
 * @param name     its name
 * @param fault    what is wrong
 * @param verdicts what each layer made of it
 */
public record Row(String room, String name, String fault, Map<String, Verdict> verdicts) {

    /**
     * Tells whether any layer found it.
     *
     * @return true if so
     */
    public boolean isKilled() {
        return verdicts.values().stream().anyMatch(Verdict::isKill);
    }

    /**
     * The row as a line of progress.
     *
     * @return for example {@code killed    channel/no-refill by edges, traces}
     */
    public String line() {
        String killers = verdicts.entrySet().stream().filter(v -> v.getValue().isKill()).map(Map.Entry::getKey)
                .sorted().collect(Collectors.joining(", "));
        return isKilled() ? "killed    " + room + "/" + name + " by " + killers : "SURVIVED  " + room + "/" + name + ": " + fault;
    }
}
