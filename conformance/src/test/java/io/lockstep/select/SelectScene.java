package io.lockstep.select;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Some channels, and what is done to them, step by step. Written as in Go.
 *
 * @param channels in the state in which the scene begins
 * @param steps    one after the other, or, for a concurrent scene, one task each
 */
record SelectScene(List<Vessel> channels, List<Step> steps) {

    /**
     * A channel to be made.
     *
     * @param capacity its capacity, or {@link #NIL}
     * @param held     how many values it holds at the beginning, at most its capacity
     */
    record Vessel(int capacity, int held) {
        static final int NIL = -1;

        boolean isNil() {
            return capacity == NIL;
        }
    }

    /**
     * A case of a select.
     *
     * @param channel the number of its channel
     * @param send    whether it sends
     */
    record Case(int channel, boolean send) {
        @Override
        public String toString() {
            return send ? channelName(channel) + " <-" : "<-" + channelName(channel);
        }
    }

    /** What a select does if no case is ready. */
    enum WayOut { DEFAULT, NOW, NO_TIME, SHORT_TIME, INTERRUPTED }

    /** What is done. */
    sealed interface Step {
    }

    /**
     * Runs a select that does not wait for long.
     *
     * @param cases  its cases
     * @param wayOut what it does if none is ready
     * @param times  how often it is run
     * @param reused whether one object serves all runs
     */
    record Run(List<Case> cases, WayOut wayOut, int times, boolean reused) implements Step {
        @Override
        public String toString() {
            return select(cases, wayOut) + (times == 1 ? "" : ", " + times + " times, " + (reused ? "reused" : "built anew"));
        }
    }

    /**
     * A partner comes that waits until one of its cases can happen.
     *
     * @param cases its cases, no two of them alike
     * @param late  whether it goes on only at the end of the scene, once its wait has been decided
     */
    record Wait(List<Case> cases, boolean late) implements Step {
        @Override
        public String toString() {
            return "go " + select(cases, null) + (late ? ", slow to wake" : "");
        }
    }

    /**
     * Closes a channel, unless it is closed or nil.
     *
     * @param channel its number
     */
    record Close(int channel) implements Step {
        @Override
        public String toString() {
            return "close(" + channelName(channel) + ")";
        }
    }

    static String channelName(int number) {
        return String.valueOf((char) ('a' + number));
    }

    /** The k-th value that a channel holds at the beginning. */
    static String heldValue(int channel, int k) {
        return channelName(channel) + "-held-" + k;
    }

    private static String select(List<Case> cases, WayOut wayOut) {
        Stream<String> out = wayOut == null ? Stream.of() : Stream.of(wayOut.name().toLowerCase(Locale.ROOT).replace('_', ' '));
        return Stream.concat(cases.stream().map(Case::toString), out).collect(Collectors.joining("; ", "select { ", " }"));
    }

    @Override
    public String toString() {
        String made = IntStream.range(0, channels.size()).mapToObj(i -> {
            Vessel v = channels.get(i);
            return "\n  " + channelName(i) + " := " + (v.isNil() ? "nil" : "make(chan, " + v.capacity() + ") with " + v.held());
        }).collect(Collectors.joining());
        return made + steps.stream().map(s -> "\n  " + s).collect(Collectors.joining()) + "\n";
    }
}
