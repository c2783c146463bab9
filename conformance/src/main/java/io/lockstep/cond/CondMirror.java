package io.lockstep.cond;

import io.lockstep.conformance.edges.CoreMirror;
import io.lockstep.conformance.edges.Waiting;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.mutex.Mutex;
import io.lockstep.waiter.Sudog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The core of a condition variable and its lock as a state of module {@code Cond}, one thread playing all
 * tasks.
 *
 * <p>Commands: {@code Call(t, op)}; {@code Section(t)}, the called task takes its critical section;
 * {@code Lock(t)} and {@code Unlock(t)}, it does so to the lock, as an operation or on the way of a wait;
 * {@code RefuseInterrupted(t)}; {@code Withdraw(t, why)}, {@code Resume(t)} and {@code Abandon(t)} for a task
 * that waits; {@code Return(t)}.
 */
public final class CondMirror extends CoreMirror {
    /*
     * The mirror stands where Cond, the shell, stands, and never asks the core for what the shell would not
     * ask for. The lock is a real mutex, asked only when it need not wait; its own events are of no concern.
     *
     * Beyond what the specification says, each critical section has to report exactly one action and to
     * hand out exactly those it has completed for waking.
     */

    private static final String FAILED = "unlock of unlocked mutex";

    private final Collection<?> ops;
    private final List<String> names;
    private final TestProbe.Binding binding;

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private CondCore core;
    private Mutex mutex;

    /**
     * A mirror for one model. It receives all events of this JVM until it is closed.
     *
     * @param constants the model's constants Task and Ops
     */
    public CondMirror(Map<String, Object> constants) {
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
        core = new CondCore();
        mutex = new Mutex();
        for (String name : names) tasks.put(name, new Task());
    }

    @Override
    public Label command(Label step) {
        String task = step.args().get(0);
        return switch (step.action()) {
            case "Call" -> ops.contains(step.args().get(1)) ? step : null;
            case "Lock", "RefuseInterrupted", "Withdraw", "Resume" -> step;
            case "Unlock", "UnlockUnlocked" -> Label.of("Unlock", task);
            case "Abandon", "PassOn" -> Label.of("Abandon", task);
            case "Return" -> Label.of("Return", task);
            default -> Label.of("Section", task);
        };
    }

    @Override
    public Label perform(Label command) {
        acting = command.args().get(0);
        Task task = tasks.get(acting);
        return switch (command.action()) {
            case "Call" -> task.op == null ? call(task, command) : null;
            case "Section" -> task.isCalled() && !task.op.endsWith("lock") ? section(task) : null;
            case "Lock" -> task.needsLock() ? lock(task, command) : null;
            case "Unlock" -> task.isCalled("unlock") || task.sudog != null && task.lock.equals("held") ? unlock(task) : null;
            case "RefuseInterrupted" -> task.isCalled() && task.isInterruptible() ? refuse(task, command) : null;
            case "Withdraw" -> task.sleeps() ? withdraw(task, command.args().get(1)) : null;
            case "Resume" -> task.sleeps() && task.isWoken() ? resume(task) : null;
            case "Abandon" -> task.sudog != null && task.lock.equals("refused") ? abandon(task) : null;
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

    private Label lock(Task task, Label command) {
        if (!mutex.tryLock()) return null;
        task.result = task.locking == null ? "locked" : task.locking;
        return command;
    }

    private Label unlock(Task task) {
        boolean done = unlocked();
        if (task.sudog != null) task.lock = done ? "free" : "refused";
        else task.result = done ? "unlocked" : FAILED;
        return Label.of(done ? "Unlock" : "UnlockUnlocked", acting);
    }

    private boolean unlocked() {
        try {
            mutex.unlock();
            return true;
        } catch (IllegalMonitorStateException e) {
            return false;
        }
    }

    private Label section(Task task) {
        switch (task.op) {
            case "signal" -> waking(core::signal);
            case "broadcast" -> waking(core::broadcast);
            default -> {
                task.sudog = Waiting.place(core.park());
                return reported.take();
            }
        }
        task.result = "ok";
        return reported.take();
    }

    private Label withdraw(Task task, String why) {
        if (!task.isInterruptible() || why.equals("timed out") && !task.op.equals("awaitFor")) return null;
        if (!core.withdraw(task.sudog, why)) return null;
        task.goOn(why);
        return reported.take();
    }

    private Label resume(Task task) {
        core.resume();
        task.goOn("signalled");
        return reported.take();
    }

    private Label abandon(Task task) {
        waking(() -> core.abandon(task.sudog));
        task.sudog = null;
        task.result = FAILED;
        return reported.take();
    }

    private void waking(Runnable section) {
        reported.waking(this::completed, section, core::takeWoken);
    }

    private int completed() {
        return (int) tasks.values().stream().filter(Task::isWoken).count();
    }

    private Label end(Task task) {
        Label label = Label.of("Return", acting, task.result);
        tasks.put(acting, new Task());
        return label;
    }

    @Override
    protected Object core() {
        return core;
    }

    @Override
    public void event(Object primitive, String action, Object argument) {
        if (primitive == core) super.event(primitive, action, argument);
    }

    @Override
    public Map<String, Object> abstraction() {
        Map<String, Object> states = new LinkedHashMap<>();
        tasks.forEach((name, task) -> states.put(name, task.abstraction()));
        return Map.of("held", mutex.isLocked(), "queue", Waiting.in(core.queue, tasks, task -> task.sudog), "task", states);
    }

    /** What one task is doing: idle until it has an operation, done as soon as it has a result. */
    private static final class Task {
        private String op;
        private Sudog sudog;        // while it waits
        private String lock = "held";
        private String locking;     // how its wait has ended, while it needs the lock again
        private String result;

        boolean isCalled() {
            return op != null && sudog == null && locking == null && result == null;
        }

        boolean isCalled(String what) {
            return isCalled() && op.equals(what);
        }

        boolean needsLock() {
            return result == null && (locking != null || isCalled("lock"));
        }

        boolean isInterruptible() {
            return op.equals("await") || op.equals("awaitFor");
        }

        boolean sleeps() {
            return sudog != null && lock.equals("free");
        }

        boolean isWoken() {
            return sudog != null && sudog.waiter.isCompleted();
        }

        void goOn(String outcome) {
            sudog = null;
            locking = outcome;
        }

        Map<String, Object> abstraction() {
            if (result != null) return Map.of("pc", "done", "res", result);
            if (locking != null) return Map.of("pc", "locking", "res", locking);
            if (isWoken()) return Map.of("pc", "woken", "op", op, "lock", lock, "by", sudog.item);
            if (sudog != null) return Map.of("pc", "parked", "op", op, "lock", lock);
            return op == null ? Map.of("pc", "idle") : Map.of("pc", "called", "op", op);
        }
    }
}
