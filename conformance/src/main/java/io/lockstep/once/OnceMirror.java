package io.lockstep.once;

import io.lockstep.conformance.edges.CoreMirror;
import io.lockstep.conformance.edges.Waiting;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.waiter.Sudog;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/**
 * The cores of some Onces as a state of module {@code Once}, one thread playing all tasks and their
 * functions.
 *
 * <p>Commands: {@code Call(t, op, o)} and, from within a function, {@code Nest(t, o)}; {@code Section(t)},
 * the called task takes its critical section; {@code End(t)} and {@code Fail(t)}, the function that it
 * runs ends; {@code RefuseInterrupted(t)}, its flag is set when it enters; {@code Withdraw(t, why)} and
 * {@code Resume(t)} for a task that waits; {@code Return(t)} and {@code Back(t)}.
 */
public final class OnceMirror extends CoreMirror {
    /*
     * The mirror stands where Once, the shell, stands: it calls the cores as the shell does, and knows of
     * a task what the shell's frames on the task's stack know. It never asks a core for what the shell
     * would not ask for. RefuseInterrupted is the shell's own doing; here it only leads to the state
     * after it. Nest and Back are the function's.
     *
     * Beyond what the specification says, each critical section has to report exactly one action and to
     * hand out exactly those it has completed for waking; a wait that has ended retains nothing; what all
     * Onces share has to say the same of every task as its stack does; and a call that is refused has to
     * name a circle of Onces that there is.
     */

    private static final Throwable FAILURE = new IllegalStateException("what a function throws");

    private final Collection<?> onces;
    private final Collection<?> memo;
    private final Collection<?> ops;
    private final List<String> names;
    private final BiPredicate<String, String> mayNest;
    private final TestProbe.Binding binding;

    private final Map<String, OnceCore> cores = new LinkedHashMap<>();
    private final Map<String, List<Frame>> tasks = new LinkedHashMap<>();
    private OnceCalls calls;
    private OnceCore entered;

    /**
     * A mirror for one model. It receives all events of this JVM until it is closed.
     *
     * @param constants the model's constants Task, Once, Memo and Ops
     * @param mayNest   the model's {@code MayNest}: whether the function of the first calls the second
     */
    public OnceMirror(Map<String, Object> constants, BiPredicate<String, String> mayNest) {
        onces = (Collection<?>) constants.get("Once");
        memo = (Collection<?>) constants.get("Memo");
        ops = (Collection<?>) constants.get("Ops");
        names = ((Collection<?>) constants.get("Task")).stream().map(Object::toString).toList();
        this.mayNest = mayNest;
        binding = TestProbe.bind(this);
    }

    @Override
    public void close() {
        binding.close();
    }

    @Override
    public void reset() {
        reported.clear();
        calls = new OnceCalls();
        for (Object once : onces) cores.put(once.toString(), new OnceCore(calls, memo.contains(once), once.toString()));
        for (String name : names) tasks.put(name, new ArrayList<>());
    }

    @Override
    public Label command(Label step) {
        String task = step.args().get(0);
        return switch (step.action()) {
            case "Call" -> ops.contains(step.args().get(1)) ? step : null;
            case "Nest", "End", "Fail", "RefuseInterrupted", "Withdraw", "Resume" -> step;
            case "Return", "Back" -> Label.of(step.action(), task);
            default -> Label.of("Section", task);
        };
    }

    @Override
    public Label perform(Label command) {
        acting = command.args().get(0);
        List<Frame> stack = tasks.get(acting);
        Frame top = stack.isEmpty() ? null : stack.getLast();
        if (command.action().equals("Call")) return top == null ? call(stack, command.args().get(1), command, 2) : null;
        if (top == null) return null;
        entered = cores.get(top.on);
        return switch (command.action()) {
            case "Nest" -> top.running && mayNest.test(top.on, command.args().get(1)) ? call(stack, "run", command, 1) : null;
            case "Section" -> top.isCalled() ? section(top) : null;
            case "End" -> top.running ? end(top, null, "ok") : null;
            case "Fail" -> top.running ? end(top, FAILURE, "failed") : null;
            case "RefuseInterrupted" -> top.isCalled() && top.interruptible() ? refuse(top, command) : null;
            case "Withdraw" -> top.sudog != null && top.interruptible() ? withdraw(top, command.args().get(1)) : null;
            case "Resume" -> top.isWoken() ? resume(top) : null;
            case "Return" -> top.result != null && stack.size() == 1 ? leave(stack, "Return") : null;
            case "Back" -> top.result != null && stack.size() > 1 ? leave(stack, "Back") : null;
            default -> throw new IllegalArgumentException("no such command: " + command);
        };
    }

    private Label call(List<Frame> stack, String op, Label command, int operand) {
        stack.add(new Frame(op, command.args().get(operand)));
        return command;
    }

    private Label refuse(Frame top, Label command) {
        top.result = "interrupted";
        return command;
    }

    private Label section(Frame top) {
        Object outcome = entered.call(acting);
        if (outcome == OnceCore.RUN) top.running = true;
        else if (outcome == OnceCore.ENDED) top.result = result();
        else if (outcome instanceof Sudog) top.sudog = Waiting.place(outcome);
        else top.result = deadlock((OnceDeadlockException) outcome, top);
        return reported.take();
    }

    private Label end(Frame top, Throwable thrown, String result) {
        reported.waking(this::completed, () -> entered.end(thrown), entered::takeWoken);
        top.running = false;
        top.result = result;
        return reported.take();
    }

    private Label withdraw(Frame top, String why) {
        if (!entered.withdraw(top.sudog, why)) return null;
        top.leave(why);
        return reported.take();
    }

    private Label resume(Frame top) {
        entered.resume(top.sudog);
        top.leave(result());
        return reported.take();
    }

    private Label leave(List<Frame> stack, String action) {
        return Label.of(action, acting, stack.removeLast().result);
    }

    /** What a call is told that has not run the function. */
    private String result() {
        return entered.failure() == null ? "ok" : "failed";
    }

    /** Each Once of the circle has called the next one: that stands just above it on some task's stack. */
    private String deadlock(OnceDeadlockException refused, Frame top) {
        List<String> cycle = refused.cycle();
        if (!cycle.get(0).equals(top.on)) throw new IllegalStateException("the circle " + cycle + " should begin with " + top.on);
        for (int i = 0; i < cycle.size(); i++) {
            String caller = cycle.get(i);
            String callee = cycle.get((i + 1) % cycle.size());
            if (tasks.values().stream().noneMatch(stack -> calls(stack, caller, callee))) {
                throw new IllegalStateException("in the circle " + cycle + ", " + caller + " has not called " + callee);
            }
        }
        return "deadlock";
    }

    private static boolean calls(List<Frame> stack, String caller, String callee) {
        for (int i = 0; i + 1 < stack.size(); i++) {
            if (stack.get(i).running && stack.get(i).on.equals(caller) && stack.get(i + 1).on.equals(callee)) return true;
        }
        return false;
    }

    private int completed() {
        int completed = 0;
        for (List<Frame> stack : tasks.values()) if (!stack.isEmpty() && stack.getLast().isWoken()) completed++;
        return completed;
    }

    @Override
    protected Object core() {
        return entered;
    }

    @Override
    public Map<String, Object> abstraction() {
        Map<String, Object> states = new LinkedHashMap<>();
        Map<String, Object> runners = new LinkedHashMap<>();
        Map<String, Object> queues = new LinkedHashMap<>();
        cores.forEach((name, core) -> {
            states.put(name, core.isEnded() ? core.failure() == null ? "done" : "failed"
                    : core.runner() == null ? "new" : "running");
            runners.put(name, core.runner() == null ? "-" : core.runner());
            queues.put(name, Waiting.in(core.waiters, tasks, stack -> stack.isEmpty() ? null : stack.getLast().sudog));
        });
        Map<String, Object> stacks = new LinkedHashMap<>();
        tasks.forEach((name, stack) -> {
            requireShared(name, stack);
            stacks.put(name, stack.stream().map(this::frame).toList());
        });
        return Map.of("state", states, "runner", runners, "waitq", queues, "task", stacks);
    }

    private Object frame(Frame frame) {
        if (frame.result != null) return Map.of("pc", "done", "res", frame.result);
        if (frame.isWoken()) {
            String told = frame.sudog.item != OnceCore.ENDED ? frame.sudog.item + " instead of the end"
                    : cores.get(frame.on).failure() == null ? "ok" : "failed";
            return Map.of("pc", "woken", "op", frame.op, "on", frame.on, "res", told);
        }
        return Map.of("pc", frame.running ? "running" : frame.isParked() ? "parked" : "called", "op", frame.op, "on", frame.on);
    }

    /** What all Onces share says the same of a task as its stack. */
    private void requireShared(String name, List<Frame> stack) {
        OnceCore run = calls.runBy(name);
        for (int i = stack.size() - 1; i >= 0; i--) {
            if (!stack.get(i).running) continue;
            if (run != cores.get(stack.get(i).on)) throw new IllegalStateException(name + " runs " + stack.get(i).on + ", unnoticed");
            run = run.enclosing;
        }
        boolean parked = !stack.isEmpty() && stack.getLast().isParked();
        OnceCore waited = parked ? cores.get(stack.getLast().on) : null;
        if (run != null || calls.waitedForBy(name) != waited) {
            throw new IllegalStateException(name + " is thought to run or wait for a Once that it does not");
        }
    }

    /** One call on a task's stack: called, then running or waiting, and done as soon as it has a result. */
    private static final class Frame {
        private final String op;
        private final String on;
        private boolean running;
        private Sudog sudog;
        private String result;

        Frame(String op, String on) {
            this.op = op;
            this.on = on;
        }

        boolean isCalled() {
            return !running && sudog == null && result == null;
        }

        boolean isParked() {
            return sudog != null && !sudog.waiter.isCompleted();
        }

        boolean isWoken() {
            return sudog != null && sudog.waiter.isCompleted();
        }

        boolean interruptible() {
            return op.equals("runInterruptibly");
        }

        void leave(String outcome) {
            if (sudog.item != null) throw new IllegalStateException("a wait that has ended retains " + sudog.item);
            sudog = null;
            result = outcome;
        }
    }
}
