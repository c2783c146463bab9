package io.lockstep.conformance.schedule;

import io.lockstep.conformance.program.Program;

/**
 * A schedule of a program that the specification does not allow.
 *
 * @param schedules replays it
 * @param program   what the tasks do
 * @param outcome   what went wrong, and the choices that lead there
 */
public record Failure(Schedules schedules, Program program, Outcome outcome) {

    /** The same fault in a smaller program, with fewer surprises. @return this if there is none */
    public Failure shrunk() {
        return new Shrinker(schedules).shrink(this);
    }

    /** The line that replays the failure. @return for {@link Replay#parse} */
    public String line() {
        return new Replay(schedules.setting(), program, outcome.choices()).toString();
    }

    /** The whole story for a person: what went wrong, each step, who is blocked where, how to replay. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(schedules.room().name()).append(": ").append(outcome.failure())
                .append("\n\n").append(schedules.story(program, outcome.choices()));
        outcome.blocked().forEach(b -> text.append("\n  ").append(b));
        return text.append("\n\nreplay: make schedule SPEC=").append(schedules.room().name())
                .append(" REPLAY='").append(line()).append("'\n").toString();
    }
}
