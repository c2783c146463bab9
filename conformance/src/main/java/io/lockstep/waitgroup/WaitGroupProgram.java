package io.lockstep.waitgroup;

import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.conformance.runner.Rooms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs on a WaitGroup that counts to {@value #LIMIT}.
 *
 * <p>Their operations are {@code add(1)}, {@code done}, {@code await} and {@code awaitFor(50us)}; one whose
 * time is not positive counts as {@code tryAwait}. Results are the words of the specification.
 */
public final class WaitGroupProgram implements Room {

    /** The operations of a WaitGroup, in the specification's words. */
    public static final List<String> OPERATIONS = List.of("add", "done", "await", "awaitFor", "tryAwait");

    /** The largest counter: small, so that programs reach it. */
    static final int LIMIT = 3;

    /** The largest step of an add. */
    static final int MOST = 2;

    private static final List<String> MISTAKES = List.of("negative WaitGroup counter", "WaitGroup counter overflow",
            "WaitGroup is reused before previous Wait has returned");

    /** For the service loader. */
    public WaitGroupProgram() {
    }

    @Override
    public String name() {
        return "waitgroup";
    }

    @Override
    public Model model(int tasks) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("Task", Model.strings(Program.names(tasks)));
        constants.put("Most", Integer.toString(MOST));
        constants.put("Limit", Integer.toString(LIMIT));
        constants.put("Ops", Model.strings(OPERATIONS));
        return new Model(Rooms.root().resolve("specs/waitgroup/WaitGroup.tla"), constants);
    }

    @Override
    public Subject create() {
        WaitGroup group = new WaitGroup("group", LIMIT);
        return op -> perform(group, op);
    }

    @Override
    public List<String> call(Op op) {
        return switch (op.name()) {
            case "add" -> List.of("add", Integer.toString(delta(op)));
            case "done" -> List.of("done", "-1");
            case "await" -> List.of("await", "0");
            case "awaitFor" -> List.of(op.time().isPositive() ? "awaitFor" : "tryAwait", "0");
            default -> throw new IllegalArgumentException("a WaitGroup has no operation " + op + "; it has "
                    + "add(1), done, await, awaitFor(50us)");
        };
    }

    private static int delta(Op op) {
        String text = op.args().getFirst();
        if (!text.matches("-?\\d{1,9}")) throw new IllegalArgumentException(op + ": expected a number such as -1");
        return Integer.parseInt(text);
    }

    private static String perform(WaitGroup group, Op op) {
        try {
            switch (op.name()) {
                case "add" -> group.add(delta(op));
                case "done" -> group.done();
                case "await" -> group.await();
                case "awaitFor" -> {
                    if (!group.await(op.time())) return op.time().isPositive() ? "timed out" : "not ready";
                }
                default -> throw new IllegalArgumentException("a WaitGroup has no operation " + op);
            }
            return "ok";
        } catch (InterruptedException e) {
            return "interrupted";
        } catch (WaitGroupMisuseException e) {
            return MISTAKES.stream().filter(e.getMessage()::startsWith).findFirst().orElseThrow(() -> e);
        }
    }
}
