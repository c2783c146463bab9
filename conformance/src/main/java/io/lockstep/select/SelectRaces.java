package io.lockstep.select;

import io.lockstep.channel.ChannelBox;
import io.lockstep.conformance.blackbox.BrokenPromiseException;
import io.lockstep.conformance.blackbox.Trial;
import io.lockstep.conformance.lincheck.AllowedResults;
import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.scope.Scope;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Promises about what happens at the same time. */
final class SelectRaces {
    /*
     * Litmus programs: a few calls of two or three tasks, run again and again; every outcome must be one
     * that the specification allows. They end whatever happens, so that one which does not end has lost
     * something. And races between a select and one disturbance, whose moment is drawn.
     */
    static final String MEETING = "x!a/y!c | y?/x? \n x!a/y? | x?/y!c \n x!a | y!c | x?/y?; y?/x?";
    static final String BUFFERED = "b!a; b!c | b?/x?; x?/b? \n b!a; d!c | b?/d?:default; d?/b?:default \n"
            + " b!a/d!c; d?/b? | d!a/b!c; b?/d?";
    static final String CLOSING = "x# | x?/y? | y!c/x? \n x# | x!a/y? | y!c/x? \n b!a; b# | b?/x?; b?/x?";
    static final String TWICE = "x!a/x? | x!c/x? \n x# | x!a/x? \n b!a/b?; b?/b!c | b?/b!e";

    private static final int TASKS = 3;
    private static final Set<String> NEVER = Set.of("RefuseInterrupted", "Withdraw");
    /** A program or select that takes longer hangs. Ample on a busy machine. */
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(1);
    /** The longest time before a disturbance, in nanoseconds: longer than a select takes. */
    private static final int DELAY = 30_000;
    /** The shortest mean of timeouts, in nanoseconds: about as long as a look at two channels. */
    private static final long SHORTEST = 200;
    /** Idle channels that make a look at all of them take its time. */
    private static final int IDLE = 40;

    private final Random random;
    private final int rounds;
    private final Map<String, Map<Program, Set<String>>> litmus = new HashMap<>();

    /**
     * Promises about races.
     *
     * @param seed   decides the moments of disturbances
     * @param rounds how often each race is run
     */
    SelectRaces(long seed, int rounds) {
        random = new Random(seed);
        this.rounds = rounds;
    }

    /** Runs programs, one a line, and compares their results with those that the specification allows. */
    void together(ChannelBox<?> box, String programs) throws Exception {
        for (Map.Entry<Program, Set<String>> one : litmus.computeIfAbsent(programs, SelectRaces::allowed).entrySet()) {
            for (int i = 0; i < rounds; i++) {
                String results = run(SelectBench.of(box, LONG), one.getKey());
                if (!one.getValue().contains(results)) {
                    throw new BrokenPromiseException(one.getKey().toLine() + " gave " + results + ", which is none of " + one.getValue());
                }
            }
        }
    }

    private static Map<Program, Set<String>> allowed(String lines) {
        List<Program> programs = Arrays.stream(lines.split("\n")).map(SelectRaces::program).toList();
        Set<String> calls = new TreeSet<>();
        programs.forEach(p -> p.tasks().forEach(task -> task.forEach(op -> calls.add(op.name()))));
        Graph graph = SelectModel.load(TASKS, calls);
        Map<Program, Set<String>> allowed = new LinkedHashMap<>();
        for (Program p : programs) {
            allowed.put(p, AllowedResults.of(op -> List.of(op.name()), graph, p, step -> !NEVER.contains(step.action())));
        }
        return allowed;
    }

    /** A task between bars, its calls between semicolons. */
    static Program program(String line) {
        return new Program(Arrays.stream(line.split("\\|")).map(task ->
                Arrays.stream(task.split(";")).map(call -> Op.of(call.strip())).toList()).toList());
    }

    private static String run(SelectBench<?> bench, Program program) throws Exception {
        List<Task> tasks = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        for (List<Op> ops : program.tasks()) tasks.add(new Task(bench, ops.stream().map(op -> SelectCall.parse(op.name())).toList()));
        try (Scope scope = new Scope(program.toLine(), LIMIT)) {
            List<Thread> threads = IntStream.range(0, tasks.size())
                    .mapToObj(i -> scope.start(Program.name(i), () -> tasks.get(i).run(start)).thread()).toList();
            start.countDown();
            if (!scope.join(LIMIT)) {
                String where = IntStream.range(0, tasks.size()).filter(i -> threads.get(i).isAlive())
                        .mapToObj(i -> Program.name(i) + " in " + tasks.get(i).current).collect(Collectors.joining(" and "));
                throw new BrokenPromiseException(program.toLine() + " hangs, " + where);
            }
        }
        List<List<String>> results = new ArrayList<>();
        for (Task task : tasks) {
            if (task.failure != null) throw new BrokenPromiseException(program.toLine() + " failed: "
                    + task.failure.toString().lines().findFirst().orElse(""));
            results.add(task.results);
        }
        return AllowedResults.text(results);
    }

    /** A task of a program; its results are read after its end. */
    private static final class Task {
        private final SelectBench<?> bench;
        private final List<SelectCall> calls;
        private final List<String> results = new ArrayList<>();
        private volatile String current = "its start";
        private Throwable failure;

        Task(SelectBench<?> bench, List<SelectCall> calls) {
            this.bench = bench;
            this.calls = calls;
        }

        void run(CountDownLatch start) {
            try {
                start.await();
                for (SelectCall call : calls) {
                    current = call.name();
                    results.add(bench.perform(call));
                }
            } catch (Throwable e) {
                failure = e;
            }
        }
    }

    /** An interrupt meets a value. */
    void interrupts(ChannelBox<?> box) throws Exception {
        for (int i = 0; i < rounds; i++) disturbed(SelectBench.of(box, LONG), "x?/y?", i, "0 interrupted");
    }

    /** The same, if the select has a timeout. */
    void interruptsWhileTimed(ChannelBox<?> box) throws Exception {
        for (int i = 0; i < rounds; i++) disturbed(SelectBench.of(box, LONG), "x?/y?:timed", i, "0 interrupted");
    }

    /** A timeout meets a value. It is aimed: shorter after a value that came in time, longer after none. */
    void timeouts(ChannelBox<?> box) throws Exception {
        long mean = DELAY;
        for (int i = 0; i < rounds; i++) {
            Duration time = Duration.ofNanos(1 + random.nextLong(2 * mean));
            boolean served = disturbed(SelectBench.of(box, time), "x?/y?:timed", i, "0 timed out");
            mean = Math.clamp(served ? mean * 3 / 4 : mean * 4 / 3, SHORTEST, LIMIT.toNanos());
        }
    }

    /*
     * An interrupt comes at any time, or, in every second round, right after the value has been sent. Says
     * whether the value came first.
     */
    private boolean disturbed(SelectBench<?> bench, String call, int round, String inVain) throws Exception {
        try (Trial trial = new Trial(bench)) {
            Trial.Pending select = trial.start(call);
            Trial.Pending sender = trial.start("x!a");
            if (inVain.equals("0 interrupted")) {
                if (round % 2 == 0) delay();
                else sender.gives("1 sent");
                select.interrupt();
            }
            String result = select.outcome();
            if (result.equals("1 a")) {
                sender.gives("1 sent");
                return true;
            } else if (result.equals(inVain)) {
                try {
                    sender.stillWaits();
                    trial.expect("x?", "1 a");
                } catch (BrokenPromiseException e) {
                    throw new BrokenPromiseException(call + " gave \"" + result + "\", and the value is lost: then " + e.getMessage());
                }
                sender.gives("1 sent");
                return false;
            } else {
                throw new BrokenPromiseException(call + " gave \"" + result + "\"");
            }
        }
    }

    private void delay() {
        long end = System.nanoTime() + random.nextInt(DELAY);
        while (System.nanoTime() < end) Thread.onSpinWait();
    }

    /**
     * b holds a value; while the select looks, one is put into d, and only then b's taken away. So at every
     * moment a case is ready.
     */
    void defaultThoughReady(ChannelBox<?> box) throws Exception {
        String idle = IntStream.range(0, IDLE).mapToObj(i -> "x" + i + "?/").collect(Collectors.joining());
        Moving upwards = new Moving(SelectBench.of(box, LONG), "b", "d", SelectCall.parse("d?/" + idle + "b?:default"));
        Moving downwards = new Moving(SelectBench.of(box, LONG), "b", "d", SelectCall.parse("b?/" + idle + "d?:default"));
        upwards.play();
        downwards.play();
    }

    private final class Moving {
        private final SelectBench<?> bench;
        private final SelectCall fillFrom;
        private final SelectCall fillTo;
        private final SelectCall drainFrom;
        private final SelectCall drainTo;
        private final SelectCall look;
        private volatile String seen;

        Moving(SelectBench<?> bench, String from, String to, SelectCall look) {
            this.bench = bench;
            this.look = look;
            fillFrom = SelectCall.parse(from + "!a:default");
            fillTo = SelectCall.parse(to + "!c:default");
            drainFrom = SelectCall.parse(from + "?:default");
            drainTo = SelectCall.parse(to + "?:default");
        }

        /* Both threads run all the time: one that had to be woken would often run only instead of the other. */
        void play() throws Exception {
            AtomicInteger turn = new AtomicInteger();
            Thread looking = Thread.ofPlatform().daemon().start(() -> {
                for (int i = 0; i < rounds && becomes(turn, 2 * i + 1); i++) {
                    seen = bench.perform(look);
                    turn.set(2 * i + 2);
                }
            });
            try {
                for (int i = 0; i < rounds; i++) {
                    bench.perform(drainTo);
                    long whole = wholeLook();
                    bench.perform(fillFrom);
                    turn.set(2 * i + 1);
                    long moment = System.nanoTime() + random.nextLong(1, whole + 2);
                    while (System.nanoTime() < moment) Thread.onSpinWait();
                    bench.perform(fillTo);
                    bench.perform(drainFrom);
                    if (!becomes(turn, 2 * i + 2)) throw new BrokenPromiseException("a select with a default does not return");
                    if (seen.equals("0 default")) {
                        throw new BrokenPromiseException("the default happened while a value was put into d before the one in b was taken");
                    }
                }
            } finally {
                looking.interrupt();
            }
        }

        private static boolean becomes(AtomicInteger turn, int wanted) {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (turn.get() != wanted) {
                if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) return false;
                Thread.onSpinWait();
            }
            return true;
        }

        /** The time, in nanoseconds, of a look that finds nothing: all channels are empty. At most 1 ms. */
        private long wholeLook() throws Exception {
            long begin = System.nanoTime();
            bench.perform(look);
            return Math.min(System.nanoTime() - begin, TimeUnit.MILLISECONDS.toNanos(1));
        }
    }
}
