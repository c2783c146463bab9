package io.lockstep.waitgroup;

import io.lockstep.conformance.edges.CoreMirror;
import io.lockstep.conformance.edges.Waiting;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.waiter.Sudog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The core of a WaitGroup as a state of module {@code WaitGroup}, one thread playing all tasks.
 *
 * <p>Commands: {@code Call(t, op, k)}; {@code Section(t)}, the called task takes its critical section;
 * {@code RefuseInterrupted(t)}, its flag is set when it enters; {@code Withdraw(t, why)} and
 * {@code Leave(t)} for a task that waits; {@code Return(t)}.
 */
public final class WaitGroupMirror extends CoreMirror {
    /*
     * The mirror stands where WaitGroup, the shell, stands: it calls the core as the shell does, and
     * knows of a task what the shell's frame on the task's stack knows. It never asks the core for what
     * the shell would not ask for. RefuseInterrupted is the shell's own doing; here it only leads to the
     * state after it.
     *
     * Beyond what the specification says, each critical section has to report exactly one action and
     * to hand out exactly those it has completed for waking.
     */

    private final int limit;
    private final Collection<?> ops;
    private final List<String> names;
    private final TestProbe.Binding binding;

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private WaitGroupCore core;

    /**
     * A mirror for one model. It receives all events of this JVM until it is closed.
     *
     * @param constants the model's constants Task, Limit and Ops
     */
    public WaitGroupMirror(Map<String, Object> constants) {
        limit = (Integer) constants.get("Limit");
        ops = (Collection<?>) constants.get("Ops");
        names = ((Collection<?>) constants.get("Task")).stream().map(Object::toString).toList();
        binding = TestProbe.bind(this);
    }

    @Override
    public void close() {
        binding.close();
    }

    @Override
    public void reset() {
        reported.clear();
        core = new WaitGroupCore(limit);
        for (String name : names) tasks.put(name, new Task());
    }

    @Override
    public Label command(Label step) {
        String task = step.args().get(0);
        return switch (step.action()) {
            case "Call" -> isCall(step.args().get(1), Integer.parseInt(step.args().get(2))) ? step : null;
            case "RefuseInterrupted", "Withdraw", "Leave" -> step;
            case "Return" -> Label.of("Return", task);
            default -> Label.of("Section", task);
        };
    }

    private boolean isCall(String op, int by) {
        return ops.contains(op) && (op.equals("add") || by == (op.equals("done") ? -1 : 0));
    }

    @Override
    public Label perform(Label command) {
        acting = command.args().get(0);
        Task task = tasks.get(acting);
        return switch (command.action()) {
            case "Call" -> task.isIdle() ? call(task, command) : null;
            case "Section" -> task.isCalled() ? section(task) : null;
            case "RefuseInterrupted" -> task.isCalled() && task.blocks() ? refuse(task, command) : null;
            case "Withdraw" -> task.sudog != null ? withdraw(task, command.args().get(1)) : null;
            case "Leave" -> task.isWoken() ? leave(task) : null;
            case "Return" -> task.result != null ? end(task) : null;
            default -> throw new IllegalArgumentException("no such command: " + command);
        };
    }

    private Label call(Task task, Label command) {
        task.op = command.args().get(1);
        task.by = Integer.parseInt(command.args().get(2));
        return command;
    }

    private Label refuse(Task task, Label command) {
        task.result = "interrupted";
        return command;
    }

    private Label section(Task task) {
        reported.waking(this::completed, () -> enter(task), core::takeWoken);
        return reported.take();
    }

    private void enter(Task task) {
        switch (task.op) {
            case "add", "done" -> task.result = words(core.add(task.by));
            default -> task.settle(core.await(task.blocks()));
        }
    }

    private static String words(WaitGroupCore.Added added) {
        return switch (added) {
            case DONE -> "ok";
            case NEGATIVE -> "negative WaitGroup counter";
            case OVERFLOW -> "WaitGroup counter overflow";
            case REUSED -> "WaitGroup is reused before previous Wait has returned";
        };
    }

    private Label withdraw(Task task, String why) {
        if (why.equals("timed out") && !task.op.equals("awaitFor")) return null;
        if (!core.withdraw(task.sudog, why)) return null;
        task.leave(why);
        return reported.take();
    }

    private Label leave(Task task) {
        core.leave(task.sudog);
        task.leave("ok");
        return reported.take();
    }

    private Label end(Task task) {
        Label label = Label.of("Return", acting, task.result);
        tasks.put(acting, new Task());
        return label;
    }

    private int completed() {
        int completed = 0;
        for (Task task : tasks.values()) if (task.isWoken()) completed++;
        return completed;
    }

    @Override
    protected Object core() {
        return core;
    }

    @Override
    public Map<String, Object> abstraction() {
        Map<String, Object> states = new LinkedHashMap<>();
        tasks.forEach((name, task) -> states.put(name, task.abstraction()));
        return Map.of("count", core.count(), "leaving", core.leaving(),
                "waitq", Waiting.in(core.waiters, tasks, task -> task.sudog), "task", states);
    }

    /** What one task is doing: idle until it has an operation, done as soon as it has a result. */
    private static final class Task {
        private String op;
        private int by;
        private Sudog sudog;
        private String result;

        boolean isIdle() {
            return op == null;
        }

        boolean isCalled() {
            return op != null && sudog == null && result == null;
        }

        boolean isWoken() {
            return sudog != null && sudog.waiter.isCompleted();
        }

        boolean blocks() {
            return op.equals("await") || op.equals("awaitFor");
        }

        void settle(Object outcome) {
            sudog = Waiting.place(outcome);
            if (sudog == null) result = outcome == WaitGroupCore.ZERO ? "ok" : "not ready";
        }

        void leave(String outcome) {
            sudog = null;
            result = outcome;
        }

        Map<String, Object> abstraction() {
            if (result != null) return Map.of("pc", "done", "res", result);
            if (isWoken()) return Map.of("pc", sudog.item == WaitGroupCore.ZERO ? "woken" : "woken with " + sudog.item);
            if (op == null) return Map.of("pc", "idle");
            return Map.of("pc", sudog != null ? "parked" : "called", "op", op, "by", by);
        }
    }
}
