package io.lockstep.conformance.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the runner needs to know of a TLC configuration.
 *
 * @param invariants the names after INVARIANT
 * @param properties the names after PROPERTY
 * @param overrides  the definitions that {@code CONSTANT X <- Y} replaces: X to Y
 */
record Config(List<String> invariants, List<String> properties, Map<String, String> overrides) {

    private static final Set<String> KEYWORDS = Set.of("CONSTANT", "CONSTANTS", "CONSTRAINT", "CONSTRAINTS",
            "ACTION_CONSTRAINT", "ACTION_CONSTRAINTS", "INVARIANT", "INVARIANTS", "INIT", "NEXT", "VIEW", "SYMMETRY",
            "SPECIFICATION", "PROPERTY", "PROPERTIES", "TYPE", "TYPE_CONSTRAINT", "CHECK_DEADLOCK", "ALIAS",
            "POSTCONDITION");
    private static final Pattern COMMENT = Pattern.compile("\\\\\\*.*|\\(\\*(?s:.*?)\\*\\)");
    private static final Pattern TOKEN = Pattern.compile("\"[^\"]*\"|<-|[\\w!]+|\\S");

    static Config parse(String text) {
        List<String> invariants = new ArrayList<>();
        List<String> properties = new ArrayList<>();
        Map<String, String> overrides = new LinkedHashMap<>();
        String keyword = "";
        String previous = "";
        boolean replaces = false;
        Matcher tokens = TOKEN.matcher(COMMENT.matcher(text).replaceAll(" "));
        while (tokens.find()) {
            String token = tokens.group();
            if (KEYWORDS.contains(token)) {
                keyword = token;
            } else if (keyword.startsWith("INVARIANT")) {
                invariants.add(token);
            } else if (keyword.startsWith("PROPERT")) {
                properties.add(token);
            } else if (keyword.startsWith("CONSTANT")) {
                if (replaces) overrides.put(previous, token);
                replaces = token.equals("<-");
                if (replaces) continue;
            }
            previous = token;
        }
        return new Config(invariants, properties, overrides);
    }

    /** The definition that stands for a name after overriding. */
    String resolve(String name) {
        return overrides.getOrDefault(name, name);
    }
}
