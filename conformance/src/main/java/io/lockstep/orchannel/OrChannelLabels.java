package io.lockstep.orchannel;

import io.lockstep.conformance.oracle.Label;

/** What module {@code OrChannel} calls the events of or-channels, and of the channels and selects below them. */
final class OrChannelLabels {
    /*
     * The module knows selects by what their users see, so that the order in which a select is queued
     * does not matter, and that a plain operation has one case.
     */
    private static final String TASK = "or";

    private OrChannelLabels() {
    }

    static Label label(String thread, String action, Object argument) {
        String task = thread.startsWith("or(") ? TASK : thread;
        return switch (action) {
            case "Start", "Fire", "Stop", "Await", "Tell", "Again", "Close", "CloseClosed", "Default", "RefuseInterrupted", "Park" ->
                    Label.of(action, task);
            case "Resume" -> Label.of("Wake", task);
            case "SendPark", "RecvPark" -> Label.of("Park", task);
            default -> Label.of(action, task, argument == null ? "1" : argument.toString());
        };
    }
}
