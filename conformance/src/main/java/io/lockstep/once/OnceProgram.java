package io.lockstep.once;

import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.conformance.runner.Rooms;
import io.lockstep.seam.Seam;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Programs on two Onces, A and B, of which B keeps the failure of its function, as a OnceFunc does.
 *
 * <p>Their operations are {@code run} and {@code runInterruptibly}. The first operand is the Once. Others
 * say what the function does: {@code run(A, B)} has a function that calls B, with a function that does
 * nothing; in {@code run(A, B, A)} that one calls A in turn. {@code slowly} has the function give others
 * time to come, and {@code fails} has it throw. A function whose call does not return "ok" throws as well.
 */
public final class OnceProgram implements Room {

    /** The operations of a Once, in the specification's words. */
    public static final List<String> OPERATIONS = List.of("run", "runInterruptibly");

    /** The Onces of a program. */
    public static final List<String> ONCES = List.of("A", "B");

    /** Those of them that keep a failure. */
    public static final List<String> MEMO = List.of("B");

    /** The operand of an operation whose function takes its time. */
    public static final String SLOWLY = "slowly";

    /** The last operand of an operation whose function throws. */
    public static final String FAILS = "fails";

    private static final Pattern OPERANDS = Pattern.compile("[AB]( [AB]| slowly)*( fails)?");

    /** How often a slow function lets others run: often enough for some to come, and to be interrupted. */
    private static final int TURNS = 20;

    /** For the service loader. */
    public OnceProgram() {
    }

    @Override
    public String name() {
        return "once";
    }

    @Override
    public Model model(int tasks) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("Task", Model.strings(Program.names(tasks)));
        constants.put("Once", Model.strings(ONCES));
        constants.put("Memo", Model.strings(MEMO));
        constants.put("Ops", Model.strings(OPERATIONS));
        return new Model(Rooms.root().resolve("specs/once/Once.tla"), constants);
    }

    @Override
    public Subject create() {
        Map<String, Once> onces = new LinkedHashMap<>();
        for (String name : ONCES) onces.put(name, new Once(name, MEMO.contains(name)));
        return op -> {
            call(op);
            return perform(onces, op.name(), op.args());
        };
    }

    @Override
    public List<String> call(Op op) {
        if (!OPERATIONS.contains(op.name())) {
            throw new IllegalArgumentException("a Once has no operation " + op + "; it has " + String.join(", ", OPERATIONS));
        }
        if (!OPERANDS.matcher(String.join(" ", op.args())).matches()) {
            throw new IllegalArgumentException(op + ": expected one of " + String.join(", ", ONCES) + ", then those that the"
                    + " functions call in turn, with " + SLOWLY + " among them and " + FAILS + " at the end if so desired");
        }
        return List.of(op.name(), op.args().get(0));
    }

    private static String perform(Map<String, Once> onces, String operation, List<String> path) {
        Once once = onces.get(path.get(0));
        try {
            Runnable function = () -> function(onces, once, path.subList(1, path.size()));
            if (operation.equals("run")) once.run(function);
            else once.runInterruptibly(function);
            return once.failure() == null ? "ok" : "failed";
        } catch (Failed e) {
            return "failed";
        } catch (OnceDeadlockException e) {
            return "deadlock";
        } catch (InterruptedException e) {
            return "interrupted";
        }
    }

    /** Does what is left of the path. */
    private static void function(Map<String, Once> onces, Once runs, List<String> path) {
        if (path.isEmpty()) return;
        if (path.get(0).equals(SLOWLY)) {
            for (int turn = 0; turn < TURNS; turn++) Thread.yield();
            function(onces, runs, path.subList(1, path.size()));
            return;
        }
        if (path.get(0).equals(FAILS)) throw new Failed();
        Seam.event(runs, "Nest", path.get(0));
        String result = perform(onces, "run", path);
        Seam.event(runs, "Back", result);
        if (!result.equals("ok")) throw new Failed();
    }

    /** What a function throws. Carries no trace: it is thrown often. */
    private static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Failed() {
            super("the function fails", null, false, false);
        }
    }
}
