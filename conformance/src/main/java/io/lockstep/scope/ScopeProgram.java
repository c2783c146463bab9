package io.lockstep.scope;

import io.lockstep.channel.Channel;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.program.Labelling;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.conformance.runner.Rooms;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Programs on a scope with three members, each started at most once.
 *
 * <p>Their operations are {@code start(m1, ok)}, {@code cancel}, {@code join}, {@code joinFor(50us)} and
 * {@code close}. A join whose time is not positive counts as {@code tryJoin}. A member of the kind {@code ok}
 * ends at once, {@code fail} throws at once; {@code wait} waits until it is interrupted, and {@code done} on
 * the scope's done channel; {@code late} throws when it is interrupted; and {@code stubborn}, which only
 * {@value #STUBBORN} is, ignores all that. Results are the words of the specification, and after a bar the
 * members that they are about.
 */
public final class ScopeProgram implements Room {

    /** The operations of a scope, in the specification's words. */
    public static final List<String> OPERATIONS = List.of("start", "cancel", "join", "joinFor", "tryJoin", "close");

    /** The members that do as they are told. */
    static final List<String> MEMBERS = List.of("m1", "m2");

    /** What they may be like. */
    static final List<String> KINDS = List.of("ok", "fail", "wait", "done", "late");

    /** The member that does not. */
    static final String STUBBORN = "m3";

    /** How long a close may take: programs have members that never end. */
    private static final Duration LIMIT = Duration.ofMillis(2);

    /** For the service loader. */
    public ScopeProgram() {
    }

    @Override
    public String name() {
        return "scope";
    }

    @Override
    public Model model(int tasks) {
        return model(tasks, Stream.concat(MEMBERS.stream(), Stream.of(STUBBORN)).toList());
    }

    /** A model of some of the members. */
    static Model model(int tasks, List<String> members) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("Task", Model.strings(Program.names(tasks)));
        constants.put("Member", Model.strings(members));
        constants.put("Stubborn", Model.strings(members.contains(STUBBORN) ? List.of(STUBBORN) : List.of()));
        constants.put("Ops", Model.strings(OPERATIONS));
        return new Model(Rooms.root().resolve("specs/scope/Scope.tla"), constants);
    }

    /** Only the scope's own events count; its members use channels. */
    @Override
    public Labelling labelling() {
        return new Labelling() {
            @Override
            public Label label(String task, String action, Object argument) {
                return PLAIN.label(task, action, argument);
            }

            @Override
            public Label label(String task, Object primitive, String action, Object argument) {
                return primitive instanceof ScopeCore ? label(task, action, argument) : null;
            }
        };
    }

    @Override
    public Subject create() {
        return new Live();
    }

    @Override
    public List<String> call(Op op) {
        return switch (op.name()) {
            case "start" -> List.of("start", member(op));
            case "cancel", "join", "close" -> List.of(op.name(), "-");
            case "joinFor" -> List.of(op.time().isPositive() ? "joinFor" : "tryJoin", "-");
            default -> throw unknown(op);
        };
    }

    private static String member(Op op) {
        String member = op.args().get(0);
        String kind = op.args().get(1);
        if (member.equals(STUBBORN) ? !kind.equals("stubborn") : !KINDS.contains(kind)) {
            throw new IllegalArgumentException(op + ": " + member + " is one of "
                    + (member.equals(STUBBORN) ? "stubborn" : String.join(", ", KINDS)));
        }
        return member;
    }

    private static IllegalArgumentException unknown(Op op) {
        return new IllegalArgumentException("a scope has no operation " + op + "; it has start(m1, ok), cancel, join,"
                + " joinFor(50us), close");
    }

    @Override
    public List<String> returned(String result) {
        String[] parts = result.split("\\|");
        List<String> who = parts.length == 1 ? List.of() : Arrays.stream(parts[1].split(",")).map(m -> "\"" + m + "\"").toList();
        return List.of(ScopeMirror.tuple(who), parts[0]);
    }

    /** A scope with members that really live. */
    private static final class Live implements Subject {
        private final Scope scope = new Scope("scope", LIMIT);
        private final Channel<String> never = Channel.unbuffered("never");
        private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        private volatile boolean released;

        @Override
        public String perform(Op op) {
            try {
                switch (op.name()) {
                    case "start" -> {
                        return start(member(op), op.args().get(1));
                    }
                    case "cancel" -> scope.cancel();
                    case "join" -> scope.join();
                    case "joinFor" -> {
                        if (!scope.join(op.time())) return op.time().isPositive() ? "timed out" : "not ready";
                    }
                    case "close" -> scope.close();
                    default -> throw unknown(op);
                }
                return "ok";
            } catch (InterruptedException e) {
                return "interrupted";
            } catch (TaskFailedException e) {
                return "failed|" + Stream.concat(Stream.of(e.getCause()), Arrays.stream(e.getSuppressed()))
                        .map(Throwable::getMessage).collect(Collectors.joining(","));
            } catch (ScopeNotClosedException e) {
                return "not ended|" + String.join(",", e.tasks());
            }
        }

        private String start(String member, String kind) {
            try {
                Thread thread = scope.start(member, () -> live(member, kind)).thread();
                if (thread.getState() == Thread.State.NEW) return "not run";
                threads.add(thread);
                return "started";
            } catch (IllegalStateException e) {
                return "closed";
            }
        }

        private void live(String member, String kind) throws InterruptedException {
            switch (kind) {
                case "fail" -> throw new IllegalStateException(member);
                case "wait" -> never.receive();
                case "done" -> scope.done().receive();
                case "late" -> {
                    try {
                        never.receive();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(member);
                    }
                }
                case "stubborn" -> ignoreAll();
                default -> { }
            }
        }

        private void ignoreAll() {
            while (!released) {
                try {
                    never.receive();
                } catch (InterruptedException e) {
                    // no
                }
            }
        }

        @Override
        public void close() {
            released = true;
            boolean interrupted = Thread.interrupted();
            scope.cancel();
            for (Thread thread : new ArrayList<>(threads)) {
                while (thread.isAlive()) {
                    thread.interrupt();
                    try {
                        thread.join(Duration.ofMillis(1));
                    } catch (InterruptedException e) {
                        interrupted = true;
                    }
                }
            }
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
