package io.lockstep.conformance.schedule;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a room's schedules depend on besides the program, such as {@code cap=0 spurious=1}.
 *
 * @param values the settings by name, in the order of their line
 */
public record Setting(Map<String, String> values) {

    /** No setting at all. */
    public static final Setting NONE = new Setting(Map.of());

    private static final Pattern FORM = Pattern.compile("(\\w+)=(\\S+)");

    /** Copies the values, so that a setting never changes. */
    public Setting {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /**
     * Reads what {@link #toString()} prints.
     *
     * @param text settings with spaces between them, none inside
     * @return the setting
     * @throws IllegalArgumentException if the text is something else
     */
    public static Setting parse(String text) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String part : text.strip().split("\\s+")) {
            if (part.isEmpty()) continue;
            Matcher form = FORM.matcher(part);
            if (!form.matches()) {
                throw new IllegalArgumentException("\"" + part + "\" is not a setting; expected for example: cap=0 spurious=1");
            }
            values.put(form.group(1), form.group(2));
        }
        return new Setting(values);
    }

    /**
     * A setting that the room cannot do without.
     *
     * @param name    its name
     * @param allowed what it may be
     * @return its value
     * @throws IllegalArgumentException if it is missing or something else
     */
    public String oneOf(String name, String... allowed) {
        String value = values.get(name);
        if (value == null || !Arrays.asList(allowed).contains(value)) {
            throw new IllegalArgumentException((value == null ? "the setting " + name + " is missing"
                    : name + "=" + value + " is not possible") + "; expected " + name + "= one of " + String.join(", ", allowed));
        }
        return value;
    }

    /**
     * A number that is 0 unless it is set.
     *
     * @param name its name
     * @return its value
     * @throws IllegalArgumentException if it is set to something else
     */
    public int count(String name) {
        String value = values.getOrDefault(name, "0");
        if (!value.matches("\\d{1,9}")) throw new IllegalArgumentException(name + "=" + value + " is not a number; expected " + name + "=1");
        return Integer.parseInt(value);
    }

    @Override
    public String toString() {
        return values.entrySet().stream().map(v -> v.getKey() + "=" + v.getValue()).collect(Collectors.joining(" "));
    }
}
