package io.lockstep.conformance.schedule;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Makes a failure smaller: fewer operations, then fewer preemptions, then fewer surprises of any kind. */
final class Shrinker {
    /*
     * Greedy. An operation goes if the program fails without it, under any schedule at all; searching
     * with 0, 1, 2, … preemptions finds a failure with the fewest. What is left are choices that may
     * turn out not to matter.
     */
    private static final int MOST_PREEMPTIONS = 3;      // beyond, a fault hardly ever needs more
    private static final long BUDGET = 5_000;           // runs for each bound: about a quarter of a second

    private final Schedules schedules;

    Shrinker(Schedules schedules) {
        this.schedules = schedules;
    }

    Failure shrink(Failure failure) {
        Failure smallest = failure;
        for (Failure smaller = failure; smaller != null; smaller = withoutOneOperation(smallest)) smallest = smaller;
        Failure calm = search(smallest.program());
        if (calm != null && calm.outcome().deviations() <= smallest.outcome().deviations()) smallest = calm;
        return quieter(smallest);
    }

    private Failure withoutOneOperation(Failure failure) {
        List<List<Op>> tasks = failure.program().tasks();
        for (int t = 0; t < tasks.size(); t++) {
            for (int i = 0; i < tasks.get(t).size(); i++) {
                Failure smaller = search(without(tasks, t, i));
                if (smaller != null) return smaller;
            }
        }
        return null;
    }

    private static Program without(List<List<Op>> tasks, int task, int op) {
        List<List<Op>> fewer = new ArrayList<>(tasks);
        List<Op> ops = new ArrayList<>(tasks.get(task));
        ops.remove(op);
        fewer.set(task, ops);
        return new Program(ops.isEmpty() ? withoutTask(fewer, task) : fewer);
    }

    /** The tasks after the missing one move up, also where operations name them; those that name it go. */
    private static List<List<Op>> withoutTask(List<List<Op>> tasks, int missing) {
        List<List<Op>> fewer = new ArrayList<>(tasks);
        fewer.remove(missing);
        Map<String, String> names = new HashMap<>();
        for (int t = missing + 1; t < tasks.size(); t++) names.put(Program.name(t), Program.name(t - 1));
        fewer.replaceAll(ops -> ops.stream().filter(op -> !op.args().contains(Program.name(missing)))
                .map(op -> new Op(op.name(), op.args().stream().map(arg -> names.getOrDefault(arg, arg)).toList())).toList());
        return fewer;
    }

    private Failure search(Program program) {
        for (int preemptions = 0; preemptions <= MOST_PREEMPTIONS; preemptions++) {
            Schedules.Report report = schedules.exhaustive(program, preemptions, BUDGET);
            if (report.failure() != null) return report.failure();
            if (report.complete()) return null;
        }
        return null;
    }

    private Failure quieter(Failure failure) {
        Failure best = failure;
        for (int i = failure.outcome().choices().length - 1; i >= 0; i--) {
            int[] choices = best.outcome().choices();
            if (i >= choices.length || choices[i] == 0) continue;
            int[] tried = Arrays.copyOf(choices, choices.length);
            tried[i] = 0;
            Outcome outcome = replay(best.program(), tried);
            if (outcome.failed() && outcome.deviations() < best.outcome().deviations()) {
                best = new Failure(schedules, best.program(), outcome);
            }
        }
        return best;
    }

    /** Runs a schedule that may have become impossible; then it takes the last option that there is. */
    private Outcome replay(Program program, int[] choices) {
        int[] next = {0};
        Strategy lenient = (options, preemption) ->
                next[0] < choices.length ? Math.min(choices[next[0]++], options - 1) : 0;
        return schedules.run(program, lenient, Observer.NONE);
    }
}
