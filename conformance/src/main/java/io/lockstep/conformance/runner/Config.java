package io.lockstep.conformance.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the runner needs to know of a TLC configuration.
 *
 * @param invariants the names after INVARIANT
 * @param properties the names after PROPERTY
 * @param overrides  the definitions that {@code CONSTANT X <- Y} replaces: X to Y
 * @param next       the name after SPECIFICATION, or else NEXT; "" if there is neither
 * @param constants  the CONSTANT sections
 * @param rest       the text without comments, INVARIANT and PROPERTY
 */
record Config(List<String> invariants, List<String> properties, Map<String, String> overrides, String next,
              String constants, String rest) {

    private static final Set<String> INVARIANTS = Set.of("INVARIANT", "INVARIANTS");
    private static final Set<String> PROPERTIES = Set.of("PROPERTY", "PROPERTIES");
    private static final Set<String> CONSTANTS = Set.of("CONSTANT", "CONSTANTS");
    private static final Pattern KEYWORD = Pattern.compile("\\b(?:CONSTANTS?|(?:ACTION_|TYPE_)?CONSTRAINTS?|INVARIANTS?|INIT"
            + "|NEXT|VIEW|SYMMETRY|SPECIFICATION|PROPERTY|PROPERTIES|TYPE|CHECK_DEADLOCK|ALIAS|POSTCONDITION)\\b");
    private static final Pattern COMMENT = Pattern.compile("\\\\\\*.*|\\(\\*(?s:.*?)\\*\\)");
    private static final Pattern OVERRIDE = Pattern.compile("(\\w+)\\s*<-\\s*(\\w+)");

    static Config parse(String text) {
        List<String> invariants = new ArrayList<>();
        List<String> properties = new ArrayList<>();
        Map<String, String> overrides = new LinkedHashMap<>();
        StringBuilder constants = new StringBuilder();
        StringBuilder rest = new StringBuilder();
        String next = "";
        String code = COMMENT.matcher(text).replaceAll(" ");
        Matcher keyword = KEYWORD.matcher(code);
        boolean more = keyword.find();
        while (more) {
            String name = keyword.group();
            int start = keyword.start();
            int body = keyword.end();
            more = keyword.find();
            int end = more ? keyword.start() : code.length();
            List<String> words = List.of(code.substring(body, end).strip().split("\\s+"));
            if (INVARIANTS.contains(name)) {
                invariants.addAll(words);
            } else if (PROPERTIES.contains(name)) {
                properties.addAll(words);
            } else {
                rest.append(code, start, end).append('\n');
                if (name.equals("SPECIFICATION") || name.equals("NEXT")) next = words.getFirst();
                if (CONSTANTS.contains(name)) {
                    constants.append(code, start, end).append('\n');
                    OVERRIDE.matcher(code.substring(body, end)).results().forEach(o -> overrides.put(o.group(1), o.group(2)));
                }
            }
        }
        return new Config(invariants, properties, overrides, next, constants.toString(), rest.toString());
    }

    /** The invariants and properties, after overriding. */
    Set<String> names() {
        return Stream.concat(invariants.stream(), properties.stream()).map(this::resolve)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The definition that stands for a name after overriding. */
    String resolve(String name) {
        return overrides.getOrDefault(name, name);
    }
}
