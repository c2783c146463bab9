package io.lockstep.select;

import io.lockstep.conformance.oracle.Label;

/** What module {@code Select} calls the events that selects and plain operations report. */
final class SelectLabels {
    /*
     * A plain operation is the select with that one case. It reports the channel's own words: there
     * parking and not being ready have two names each, and the case has no number.
     */

    private SelectLabels() {
    }

    static Label label(String task, String action, Object argument) {
        return switch (action) {
            case "Call", "Return", "Withdraw" -> Label.of(action, task, argument.toString());
            case "Close", "CloseClosed", "Default", "Resume", "RefuseInterrupted" -> Label.of(action, task);
            case "SendNotReady", "RecvNotReady" -> Label.of("Default", task);
            case "SendPark", "RecvPark" -> Label.of("Park", task, "<<1>>");
            case "Park" -> Label.of(action, task, tuple((int[]) argument));
            default -> Label.of(action, task, argument == null ? "1" : argument.toString());
        };
    }

    /** Positions from 0, as TLC prints them from 1. */
    private static String tuple(int[] order) {
        if (order.length == 0) return "<< >>";
        StringBuilder text = new StringBuilder("<<");
        for (int i : order) text.append(text.length() == 2 ? "" : ", ").append(i + 1);
        return text.append(">>").toString();
    }
}
