package io.lockstep.conformance.mutants;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What became of one fault.
 *
 * @param room     the room that it was seeded into
 * @param name     its name
 * @param fault    what is wrong
 * @param searches what each layer made of it; once, or as often as it was looked for
 */
public record Row(String room, String name, String fault, List<Map<String, Verdict>> searches) {

    /**
     * What each layer made of it in any search: if it killed once, it kills.
     *
     * @return the verdict of each layer that was asked
     */
    public Map<String, Verdict> verdicts() {
        Map<String, Verdict> verdicts = new LinkedHashMap<>();
        searches.forEach(search -> search.forEach((layer, verdict) -> verdicts.merge(layer, verdict, Verdict::or)));
        return verdicts;
    }

    /**
     * Tells whether every search found it: one that finds it with luck is none.
     *
     * @return true if so
     */
    public boolean isKilled() {
        return found() == searches.size();
    }

    /**
     * The row as a line of progress.
     *
     * @return for example {@code killed    channel/no-refill by edges, traces}
     */
    public String line() {
        String by = room + "/" + name + " by " + verdicts().entrySet().stream().filter(v -> v.getValue().isKill())
                .map(Map.Entry::getKey).sorted().collect(Collectors.joining(", "));
        if (isKilled()) return "killed    " + by;
        if (found() > 0) return "BY CHANCE %s, in %d of %d searches: %s".formatted(by, found(), searches.size(), fault);
        return "SURVIVED  " + room + "/" + name + ": " + fault;
    }

    /** How many searches found it. */
    private long found() {
        return searches.stream().filter(search -> search.values().stream().anyMatch(Verdict::isKill)).count();
    }
}
