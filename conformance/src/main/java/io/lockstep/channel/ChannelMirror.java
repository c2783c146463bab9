package io.lockstep.channel;

import io.lockstep.conformance.edges.CoreMirror;
import io.lockstep.conformance.edges.Waiting;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.waiter.Sudog;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The core of a channel as a state of module {@code Channel}, one thread playing all tasks.
 *
 * <p>Commands: {@code Call(t, op, v)}; {@code Section(t)}, the called task takes its critical section;
 * {@code RefuseInterrupted(t)}, its flag is set when it enters; {@code Withdraw(t, why)} and
 * {@code Resume(t)} for a task that waits; {@code Return(t)}.
 */
public final class ChannelMirror extends CoreMirror {
    /*
     * The mirror stands where Channel, the shell, stands: it calls the core as the shell does, and knows
     * of a task what the shell's frame on the task's stack knows: what was called, the sudog it waits on,
     * the outcome. It never asks the core for what the shell would not ask for: an operation of a task
     * that is busy, a timeout where there is no deadline, the outcome of a wait that is not completed.
     * RefuseInterrupted is the shell's own doing; here it only leads to the state after it.
     *
     * Beyond what the specification says, each critical section has to report exactly one action and
     * to hand out exactly those it has completed for waking, and a wait that has ended retains nothing. A try
     * is refused without the section exactly if the section would refuse it: with one thread a look is exact.
     */

    private static final String NONE = "-";

    private final int capacity;
    private final Collection<?> ops;
    private final List<String> names;
    private final TestProbe.Binding binding;

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private ChannelCore core;

    /**
     * A mirror for one model. It receives all events of this JVM until it is closed.
     *
     * @param constants the model's constants Task, Cap, Nil and Ops
     */
    public ChannelMirror(Map<String, Object> constants) {
        capacity = (Boolean) constants.get("Nil") ? ChannelCore.NIL : (Integer) constants.get("Cap");
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
        core = new ChannelCore(capacity);
        for (String name : names) tasks.put(name, new Task());
    }

    @Override
    public Label command(Label step) {
        String task = step.args().get(0);
        return switch (step.action()) {
            case "Call" -> isCall(step.args().get(1), step.args().get(2)) ? step : null;
            case "RefuseInterrupted", "Withdraw", "Resume" -> step;
            case "Return" -> Label.of("Return", task);
            default -> Label.of("Section", task);
        };
    }

    private boolean isCall(String op, String value) {
        return ops.contains(op) && isSend(op) != value.equals(NONE);
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
            case "Resume" -> task.isWoken() ? resume(task) : null;
            case "Return" -> task.result != null ? end(task) : null;
            default -> throw new IllegalArgumentException("no such command: " + command);
        };
    }

    private Label call(Task task, Label command) {
        task.op = command.args().get(1);
        task.value = command.args().get(2);
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
            case "send", "sendFor" -> task.settle(core.send(task.value, true));
            case "recv", "recvFor" -> task.settle(core.receive(true));
            case "trySend" -> task.settle(tried(core.refuses(true), core.send(task.value, false)));
            case "tryRecv" -> task.settle(tried(core.refuses(false), core.receive(false)));
            case "close" -> task.result = core.close() ? "ok"
                    : capacity == ChannelCore.NIL ? "close of nil channel" : "close of closed channel";
            case "len" -> task.result = Integer.toString(core.length());
            default -> throw new IllegalArgumentException("no such operation: " + task.op);
        }
    }

    private static Object tried(boolean refused, Object outcome) {
        if (refused != (outcome == ChannelCore.NOT_READY)) {
            throw new IllegalStateException("a look without the section " + (refused ? "refuses" : "does not refuse") + " a try whose outcome is " + outcome);
        }
        return outcome;
    }

    private Label withdraw(Task task, String why) {
        if (why.equals("timed out") && !task.op.endsWith("For")) return null;
        if (!core.withdraw(task.sudog, why)) return null;
        task.leave(why);
        return reported.take();
    }

    private Label resume(Task task) {
        task.leave(task.result(core.resume(task.sudog)));
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
        return Map.of("buf", Arrays.asList(core.buffered()), "closed", core.isClosed(),
                "sendq", Waiting.in(core.senders, tasks, task -> task.sudog),
                "recvq", Waiting.in(core.receivers, tasks, task -> task.sudog), "task", states);
    }

    private static boolean isSend(String op) {
        return op.equals("send") || op.equals("sendFor") || op.equals("trySend");
    }

    /** What one task is doing: idle until it has an operation, done as soon as it has a result. */
    private static final class Task {
        private String op;
        private String value;
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
            return switch (op) {
                case "send", "sendFor", "recv", "recvFor" -> true;
                default -> false;
            };
        }

        void settle(Object outcome) {
            sudog = Waiting.place(outcome);
            if (sudog == null) result = result(outcome);
        }

        void leave(String outcome) {
            if (sudog.item != null) throw new IllegalStateException("a wait that has ended retains " + sudog.item);
            sudog = null;
            result = outcome;
        }

        String result(Object outcome) {
            if (outcome == ChannelCore.SENT) return "sent";
            if (outcome == ChannelCore.NOT_READY) return "not ready";
            if (outcome == ChannelCore.CLOSED) return isSend(op) ? "send on closed channel" : "closed";
            return String.valueOf(outcome);
        }

        Map<String, Object> abstraction() {
            if (result != null) return Map.of("pc", "done", "res", result);
            if (isWoken()) return Map.of("pc", "woken", "op", op, "val", value, "res", result(sudog.item));
            if (sudog != null) return Map.of("pc", "parked", "op", op, "val", sudog.item == null ? NONE : sudog.item);
            return op == null ? Map.of("pc", "idle") : Map.of("pc", "called", "op", op, "val", value);
        }
    }
}
