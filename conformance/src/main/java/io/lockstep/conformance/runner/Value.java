package io.lockstep.conformance.runner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A TLA+ value as TLC prints it, taken apart as far as it has named parts.
 *
 * @param text  the value on one line
 * @param parts the fields of a record as {@code .field}, the entries of a function as {@code [argument]};
 *              empty for any other value
 */
record Value(String text, Map<String, Value> parts) {

    private static final Pattern STRING_OR_OTHER = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"|[^\"]+");

    /** @param printed what TLC printed, possibly on several lines */
    static Value of(String printed) {
        String text = oneLine(printed);
        Map<String, Value> parts = new LinkedHashMap<>();
        if (text.startsWith("[") && text.endsWith("]")) {
            for (String field : split(inner(text), ",")) part(parts, field, "|->", ".%s");
        } else if (text.startsWith("(") && text.endsWith(")")) {
            for (String entry : split(inner(text), "@@")) part(parts, entry, ":>", "[%s]");
        }
        return new Value(text, parts);
    }

    /**
     * What changes from this value to another, each change a line: {@code name[t1].pc: "a" → "b"}.
     * A part that keeps its own parts is looked into; any other change shows the whole part.
     */
    List<String> changes(String name, Value to) {
        if (text.equals(to.text)) return List.of();
        if (parts.isEmpty() || !parts.keySet().equals(to.parts.keySet())) {
            return List.of(name + ": " + text + " → " + to.text);
        }
        List<String> all = new ArrayList<>();
        parts.forEach((key, value) -> all.addAll(value.changes(name + key, to.parts.get(key))));
        return all;
    }

    /** Without line breaks, and without blanks inside brackets, which TLC prints only in long values. */
    private static String oneLine(String printed) {
        StringBuilder text = new StringBuilder();
        Matcher tokens = STRING_OR_OTHER.matcher(printed.strip());
        while (tokens.find()) {
            String token = tokens.group();
            text.append(token.startsWith("\"") ? token : token.replaceAll("\\s+", " ")
                    .replaceAll("([\\[({]|<<) ", "$1").replaceAll(" ([])}]|>>)", "$1"));
        }
        return text.toString();
    }

    private static void part(Map<String, Value> parts, String text, String arrow, String name) {
        List<String> sides = split(text, arrow);
        if (sides.size() == 2) parts.put(String.format(name, sides.get(0).strip()), of(sides.get(1)));
    }

    private static String inner(String text) {
        return text.substring(1, text.length() - 1);
    }

    /** Splits at a separator that stands outside all brackets and strings. */
    private static List<String> split(String text, String separator) {
        List<String> pieces = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                while (++i < text.length() && text.charAt(i) != '"') if (text.charAt(i) == '\\') i++;
            } else if ("([{".indexOf(c) >= 0 || text.startsWith("<<", i)) {
                depth++;
                if (c == '<') i++;
            } else if (")]}".indexOf(c) >= 0 || text.startsWith(">>", i)) {
                depth--;
                if (c == '>') i++;
            } else if (depth == 0 && text.startsWith(separator, i)) {
                pieces.add(text.substring(from, i));
                i += separator.length() - 1;
                from = i + 1;
            }
        }
        pieces.add(text.substring(from));
        return pieces;
    }
}
