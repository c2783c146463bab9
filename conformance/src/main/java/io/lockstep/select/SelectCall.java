package io.lockstep.select;

import java.util.ArrayList;
import java.util.List;

/**
 * A call of module {@code MCSelect}, read from its name: {@code x!a} sends, {@code x?} receives,
 * {@code x#} closes, {@code x?/y!b:timed} is a select.
 *
 * @param name  the name
 * @param cases its cases, none for a close
 * @param mode  {@code block}, {@code timed} or {@code default}
 * @param closes the channel that it closes, or null
 */
record SelectCall(String name, List<Case> cases, String mode, String closes) {

    /**
     * One case.
     *
     * @param channel its channel
     * @param value   what it sends, or null if it receives
     */
    record Case(String channel, String value) {
        boolean sends() {
            return value != null;
        }
    }

    static SelectCall parse(String name) {
        if (name.endsWith("#")) return new SelectCall(name, List.of(), "block", name.substring(0, name.length() - 1));
        String[] parts = name.split(":");
        List<Case> cases = new ArrayList<>();
        if (!parts[0].equals("none")) {
            for (String text : parts[0].split("/")) cases.add(parseCase(name, text));
        }
        return new SelectCall(name, cases, parts.length > 1 ? parts[1] : "block", null);
    }

    private static Case parseCase(String name, String text) {
        int bang = text.indexOf('!');
        if (bang > 0) return new Case(text.substring(0, bang), text.substring(bang + 1));
        if (text.endsWith("?")) return new Case(text.substring(0, text.length() - 1), null);
        throw new IllegalArgumentException("\"" + text + "\" in the call " + name + " is no case; expected x!a or x?");
    }

    boolean isClose() {
        return closes != null;
    }

    boolean blocks() {
        return !isClose() && !mode.equals("default");
    }

    /** Whether the library has this as a plain send or receive, which waits by itself. */
    boolean isPlain() {
        return cases.size() == 1 && blocks();
    }
}
