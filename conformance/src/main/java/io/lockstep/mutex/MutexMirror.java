package io.lockstep.mutex;

import io.lockstep.conformance.edges.CoreMirror;
import io.lockstep.conformance.edges.Waiting;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The core of a mutex as a state of module {@code Mutex}, one thread playing all tasks.
 *
 * <p>Commands: {@code Call(t, op)}; {@code Section(t)}, the called task takes its critical section;
 * {@code Retry(t)}, the awake task competes; {@code Section(t, late)} and {@code Retry(t, late)}, the same when
 * the waiter in question has waited longer than the threshold; {@code RefuseInterrupted(t)};
 * {@code Withdraw(t, why)} and {@code Resume(t)} for a task that waits; {@code Return(t)}.
 */
public final class MutexMirror extends CoreMirror {
    /*
     * The mirror stands where Mutex, the shell, stands, and never asks the core for what the shell would not
     * ask for. It is also the clock. Every wait begins at ORIGIN; the time of an unlock or a retry is exactly
     * the threshold, or, if the command says late, one nanosecond more. Just then the clock overflows, where a
     * comparison shows that should have been a difference.
     *
     * Whether it is late makes a difference only while the mutex starves or a task competes in vain; in other
     * states the core does the same at any time. Such commands are draws.
     *
     * What can be done without the section is tried before each section, and undone: it must succeed exactly if
     * the action is LockFree or UnlockFree.
     */

    private static final long ORIGIN = Long.MAX_VALUE - MutexCore.STARVATION_THRESHOLD;
    private static final String LATE = "late";

    private final Collection<?> ops;
    private final List<String> names;
    private final TestProbe.Binding binding;

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private MutexCore core;
    private long now;

    /**
     * A mirror for one model. It receives all events of this JVM until it is closed.
     *
     * @param constants the model's constants Task and Ops
     */
    public MutexMirror(Map<String, Object> constants) {
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
        core = new MutexCore(new Section());
        for (String name : names) tasks.put(name, new Task());
    }

    @Override
    public Label command(Label step) {
        String task = step.args().get(0);
        return switch (step.action()) {
            case "Call" -> ops.contains(step.args().get(1)) ? step : null;
            case "RefuseInterrupted", "Withdraw", "Resume" -> step;
            case "Return" -> Label.of("Return", task);
            case "RetryLock", "RetryPark" -> Label.of("Retry", task);
            case "RetryStarve" -> Label.of("Retry", task, LATE);
            case "UnlockHandOff" -> step.args().get(1).equals("starving") ? Label.of("Section", task, LATE)
                                                                          : Label.of("Section", task);
            default -> Label.of("Section", task);
        };
    }

    @Override
    public boolean draws(Label command) {
        return command.args().size() > 1 && command.args().get(1).equals(LATE);
    }

    @Override
    public Label perform(Label command) {
        acting = command.args().get(0);
        Task task = tasks.get(acting);
        now = ORIGIN + MutexCore.STARVATION_THRESHOLD + (draws(command) ? 1 : 0);
        return switch (command.action()) {
            case "Call" -> task.isIdle() ? call(task, command) : null;
            case "Section" -> task.isCalled() ? section(task) : null;
            case "Retry" -> task.isAwake() ? retry(task) : null;
            case "RefuseInterrupted" -> task.isCalled() && task.isInterruptible() ? refuse(task, command) : null;
            case "Withdraw" -> task.sudog != null ? withdraw(task, command.args().get(1)) : null;
            case "Resume" -> task.isHanded() ? resume(task) : null;
            case "Return" -> task.result != null ? end(task) : null;
            default -> throw new IllegalArgumentException("no such command: " + command);
        };
    }

    private Label call(Task task, Label command) {
        task.op = command.args().get(1);
        return command;
    }

    private Label refuse(Task task, Label command) {
        task.result = "interrupted";
        return command;
    }

    private Label section(Task task) {
        if (task.op.equals("unlock")) return unlock(task);
        now = ORIGIN;
        boolean fast = core.lockFree() && core.unlockFree();
        task.settle(core.lock(!task.op.equals("tryLock")));
        return likewise(fast, "LockFree");
    }

    private Label unlock(Task task) {
        boolean fast = core.unlockFree() && core.lockFree();
        reported.waking(this::completed, () -> task.result = core.unlock() ? "unlocked" : "unlock of unlocked mutex", core::takeWoken);
        return likewise(fast, "UnlockFree");
    }

    /** The action that has been taken, if the same could be done without the section. */
    private Label likewise(boolean fast, String action) {
        Label taken = reported.take();
        if (fast != taken.action().equals(action)) {
            throw new IllegalStateException("the section takes " + taken + (fast ? " where " : ", and no ") + action
                    + " could be taken without it");
        }
        return taken;
    }

    private Label retry(Task task) {
        task.settle(core.retry(task.sudog));
        return reported.take();
    }

    private Label withdraw(Task task, String why) {
        if (!task.isInterruptible() || why.equals("timed out") && !task.op.equals("lockFor")) return null;
        if (!core.withdraw(task.sudog, why)) return null;
        task.sudog = null;
        task.result = why;
        return reported.take();
    }

    private Label resume(Task task) {
        task.settle(core.resume());
        return reported.take();
    }

    private Label end(Task task) {
        Label label = Label.of("Return", acting, task.result);
        tasks.put(acting, new Task());
        return label;
    }

    private int completed() {
        return (int) tasks.values().stream().filter(Task::isCompleted).count();
    }

    @Override
    protected Object core() {
        return core;
    }

    @Override
    public long nanoTime() {
        return now;
    }

    @Override
    public Map<String, Object> abstraction() {
        Map<String, Object> states = new LinkedHashMap<>();
        tasks.forEach((name, task) -> states.put(name, task.abstraction()));
        return Map.of("held", core.isHeld(), "mode", core.isStarving() ? "starving" : "normal",
                "awake", core.isAwake(), "queue", Waiting.in(core.queue, tasks, task -> task.sudog), "task", states);
    }

    /** What one task is doing: idle until it has an operation, done as soon as it has a result. */
    private static final class Task {
        private String op;
        private Sudog sudog;
        private String result;

        boolean isIdle() {
            return op == null;
        }

        boolean isCalled() {
            return op != null && sudog == null && result == null;
        }

        boolean isInterruptible() {
            return op.equals("lockInterruptibly") || op.equals("lockFor");
        }

        boolean isCompleted() {
            return sudog != null && sudog.waiter.isCompleted();
        }

        boolean isHanded() {
            return isCompleted() && MutexCore.isHanded(sudog);
        }

        boolean isAwake() {
            return isCompleted() && !MutexCore.isHanded(sudog);
        }

        void settle(Object outcome) {
            sudog = Waiting.place(outcome);
            if (sudog == null) result = outcome == MutexCore.LOCKED ? "locked" : "not ready";
        }

        Map<String, Object> abstraction() {
            if (result != null) return Map.of("pc", "done", "res", result);
            if (op == null) return Map.of("pc", "idle");
            return Map.of("pc", sudog == null ? "called" : isHanded() ? "woken" : isAwake() ? "awake" : "parked", "op", op);
        }
    }
}
