package io.lockstep.conformance.runner;

import java.util.List;

/** Finds the name of what is violated. TLC gives a location for a part of a property, and no name for a temporal one. */
final class Violated {

    private Violated() {
    }

    /**
     * The name of the violated invariant or property.
     *
     * @param report what TLC said
     * @param config the model's configuration
     * @param facts  what is known of its properties
     * @return the name; several, if it cannot be told which; null if nothing with a name is violated
     */
    static String name(TlcReport report, Config config, List<Fact> facts) {
        String said = report.violated();
        if (said == null || report.result() == Result.ASSUMPTION) return null;
        if (config.names().contains(said)) return said;
        if (config.properties().size() == 1) return config.properties().getFirst();
        List<String> candidates = facts.stream()
                .filter(f -> said.isEmpty() ? f.kind() == Fact.Kind.TEMPORAL : f.isAt(said))
                .map(Fact::property).filter(config.names()::contains).distinct().toList();
        if (!candidates.isEmpty()) return String.join(" or ", candidates);
        return said.isEmpty() ? "a temporal property" : said;
    }
}
