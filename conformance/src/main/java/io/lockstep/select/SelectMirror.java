package io.lockstep.select;

import io.lockstep.channel.ChannelBench;
import io.lockstep.conformance.edges.Mirror;
import io.lockstep.conformance.edges.Reported;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.seam.Probe;
import io.lockstep.waiter.Port;
import io.lockstep.waiter.Sudog;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The core of select, and the cores of its channels, as a state of module {@code Select}, one thread
 * playing all tasks. Calls with one case that may block are plain operations of the channel.
 *
 * <p>Commands: {@code Call(t, f)}; {@code Section(t, o)}, the called task takes its critical section and
 * the order of its cases is drawn as o; {@code RefuseInterrupted(t)}; {@code Notice(t)}, a nudged task looks
 * again; {@code Withdraw(t, why)} and {@code Resume(t)}; {@code Return(t)}.
 */
public final class SelectMirror implements Mirror, Probe {
    /*
     * As ChannelMirror, the mirror stands where the shell stands. The draw of an order is the
     * environment's: `choose` answers so that of the cases the core draws among comes first what the command has first.
     */

    private final List<String> channels;
    private final Map<String, SelectCall> calls = new LinkedHashMap<>();
    private final List<String> names;
    private final TestProbe.Binding binding;

    private final Map<String, ChannelBench> benches = new LinkedHashMap<>();
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Reported reported = new Reported();
    private String acting;
    private int[] drawn;

    /**
     * A mirror for one model. It receives all events of this JVM until it is closed.
     *
     * @param constants the model's constants Task, Chan and Form
     */
    public SelectMirror(Map<String, Object> constants) {
        channels = strings(constants, "Chan");
        names = strings(constants, "Task");
        for (String form : strings(constants, "Form")) calls.put(form, SelectCall.parse(form));
        binding = TestProbe.bind(this);
    }

    private static List<String> strings(Map<String, Object> constants, String name) {
        return ((Collection<?>) constants.get(name)).stream().map(Object::toString).toList();
    }

    @Override
    public void close() {
        binding.close();
    }

    @Override
    public void reset() {
        reported.clear();
        for (String channel : channels) benches.put(channel, new ChannelBench(channel.equals("b") ? 1 : 0));
        for (String name : names) tasks.put(name, new Task());
    }

    @Override
    public Label command(Label step) {
        String task = step.args().get(0);
        return switch (step.action()) {
            case "Call", "RefuseInterrupted", "Withdraw", "Resume" -> step;
            case "Return", "Notice" -> Label.of(step.action(), task);
            case "Park" -> Label.of("Section", task, step.args().get(1));
            case "Default", "Close", "CloseClosed" -> Label.of("Section", task, "<<>>");
            default -> Label.of("Section", task, "<<" + step.args().get(1) + ">>");
        };
    }

    /** A section with an order drawn may take the case that comes first among those that are ready. */
    @Override
    public boolean draws(Label command) {
        return command.action().equals("Section");
    }

    @Override
    public Label perform(Label command) {
        acting = command.args().get(0);
        Task task = tasks.get(acting);
        return switch (command.action()) {
            case "Call" -> task.call == null ? call(task, command) : null;
            case "Section" -> task.isCalled() ? section(task, order(command.args().get(1))) : null;
            case "RefuseInterrupted" -> task.isCalled() && task.call.blocks() ? done(task, 0, "interrupted", command) : null;
            case "Notice" -> task.isParked() && task.core != null ? notice(task) : null;
            case "Withdraw" -> task.waits() ? withdraw(task, command.args().get(1)) : null;
            case "Resume" -> task.isWoken() ? resume(task) : null;
            case "Return" -> task.result != null ? end(task) : null;
            default -> throw new IllegalArgumentException("no such command: " + command);
        };
    }

    private Label call(Task task, Label command) {
        task.call = calls.get(command.args().get(1));
        return command;
    }

    private static Label done(Task task, int chosen, String result, Label label) {
        task.chosen = chosen;
        task.result = result;
        return label;
    }

    /** Case numbers from TLA+ notation: {@code <<2, 1>>}. */
    private static int[] order(String text) {
        String inside = text.replaceAll("[<> ]", "");
        return inside.isEmpty() ? new int[0] : Arrays.stream(inside.split(",")).mapToInt(Integer::parseInt).toArray();
    }

    private Label section(Task task, int[] order) {
        SelectCall call = task.call;
        int n = call.cases().size();
        if (order.length > n || Arrays.stream(order).anyMatch(i -> i > n)) return null;
        if (call.isClose()) {
            if (order.length > 0) return null;
            boolean closed = benches.get(call.closes()).close();
            return done(task, 0, closed ? "ok" : "close of closed channel", reported.take());
        }
        drawn = complete(order, n);
        if (call.isPlain()) {
            settlePlain(task);
        } else {
            task.core = new SelectCore(ports(call), sending(call));
            for (int i = 0; i < n; i++) task.core.values[i] = call.cases().get(i).value();
            settle(task, task.core.begin(call.blocks()));
        }
        return reported.take();
    }

    /** The order that begins as given, the other cases following in theirs. */
    private static int[] complete(int[] order, int n) {
        List<Integer> all = new ArrayList<>();
        for (int i : order) all.add(i - 1);
        for (int i = 0; i < n; i++) if (!all.contains(i)) all.add(i);
        return all.stream().mapToInt(Integer::intValue).toArray();
    }

    private Port[] ports(SelectCall call) {
        return call.cases().stream().map(c -> c.channel().equals("nil") ? ChannelBench.NIL : benches.get(c.channel()).port())
                .toArray(Port[]::new);
    }

    private static boolean[] sending(SelectCall call) {
        boolean[] sending = new boolean[call.cases().size()];
        for (int i = 0; i < sending.length; i++) sending[i] = call.cases().get(i).sends();
        return sending;
    }

    private void settlePlain(Task task) {
        SelectCall.Case only = task.call.cases().get(0);
        if (only.channel().equals("nil")) {
            task.core = new SelectCore(ports(task.call), sending(task.call));
            settle(task, task.core.begin(true));
            return;
        }
        task.bench = benches.get(only.channel());
        Object outcome = only.sends() ? task.bench.send(only.value()) : task.bench.receive();
        if (outcome instanceof Sudog sudog) task.sudog = sudog;
        else done(task, 1, result(only, outcome), null);
    }

    private void settle(Task task, int step) {
        if (step == SelectCore.PARKED) return;
        SelectCore core = task.core;
        task.core = null;
        if (step == SelectCore.NONE) done(task, 0, "default", null);
        else done(task, step + 1, result(task.call.cases().get(step), core.takeOutcome()), null);
    }

    private static String result(SelectCall.Case of, Object outcome) {
        if (outcome == Port.SENT) return "sent";
        if (outcome == Port.CLOSED) return of.sends() ? "send on closed channel" : "closed";
        return String.valueOf(outcome);
    }

    private Label notice(Task task) {
        int step = task.core.notice();
        if (step == SelectCore.PARKED) return null;
        settle(task, step);
        return reported.take();
    }

    private Label withdraw(Task task, String why) {
        if (why.equals("timed out") && !task.call.mode().equals("timed")) return null;
        boolean left = task.core != null ? task.core.withdraw(why) : task.bench.withdraw(task.sudog, why);
        if (!left) return null;
        task.leave();
        return done(task, 0, why, reported.take());
    }

    private Label resume(Task task) {
        if (task.core != null) {
            settle(task, task.core.resume());
        } else {
            Object outcome = task.bench.resume(task.sudog);
            task.leave();
            done(task, 1, result(task.call.cases().get(0), outcome), null);
        }
        return reported.take();
    }

    private Label end(Task task) {
        Label label = Label.of("Return", acting, Integer.toString(task.chosen), task.result);
        tasks.put(acting, new Task());
        return label;
    }

    @Override
    public void event(Object primitive, String action, Object argument) {
        reported.add(SelectLabels.label(acting, action, argument));
    }

    /** The core draws among the last cases of its order; answers which of them comes first in the drawn one. */
    @Override
    public int choose(int bound) {
        int[] order = tasks.get(acting).core.order;
        int from = order.length - bound;
        for (int wanted : drawn) {
            for (int i = from; i < order.length; i++) if (order[i] == wanted) return i - from;
        }
        throw new IllegalStateException("the core draws among cases that it does not have");
    }

    @Override
    public void unpark(Thread thread) {
        // Waking is the shell's; here nobody sleeps.
    }

    @Override
    public Map<String, Object> abstraction() {
        Map<String, Object> states = new LinkedHashMap<>();
        tasks.forEach((name, task) -> states.put(name, task.abstraction()));
        Map<String, Object> all = new LinkedHashMap<>();
        benches.forEach((name, bench) -> all.put(name, Map.of("buf", bench.buffered(), "closed", bench.isClosed(),
                "sendq", queue(bench.senders()), "recvq", queue(bench.receivers()))));
        return Map.of("ch", all, "task", states);
    }

    private List<Object> queue(List<Sudog> queue) {
        List<Object> entries = new ArrayList<>();
        for (Sudog sudog : queue) entries.add(entry(sudog));
        return entries;
    }

    private List<Object> entry(Sudog sudog) {
        for (String name : names) {
            int of = tasks.get(name).indexOf(sudog);
            if (of > 0) return List.of(name, of);
        }
        return List.of("somebody who does not wait", 0);
    }

    /** What one task is doing. */
    private static final class Task {
        private SelectCall call;
        private SelectCore core;    // while a select waits
        private ChannelBench bench; // while a plain operation waits
        private Sudog sudog;
        private int chosen;
        private String result;

        boolean isCalled() {
            return call != null && core == null && sudog == null && result == null;
        }

        boolean waits() {
            return (core != null || sudog != null) && result == null;
        }

        boolean isWoken() {
            return waits() && (core != null ? core.waiter() : sudog.waiter).isCompleted();
        }

        boolean isParked() {
            return waits() && !isWoken();
        }

        void leave() {
            core = null;
            bench = null;
            sudog = null;
        }

        int indexOf(Sudog s) {
            if (sudog != null) return sudog == s ? 1 : 0;
            return core == null ? 0 : core.caseOf(s) + 1;
        }

        Map<String, Object> abstraction() {
            if (result != null) return Map.of("pc", "done", "case", chosen, "res", result);
            if (call == null) return Map.of("pc", "idle");
            if (isCalled()) return Map.of("pc", "called", "form", call.name());
            if (!isWoken()) return Map.of("pc", "parked", "form", call.name());
            Sudog winner = (core != null ? core.waiter() : sudog.waiter).winner();
            int of = indexOf(winner);
            return Map.of("pc", "woken", "form", call.name(), "case", of,
                    "res", SelectMirror.result(call.cases().get(of - 1), winner.item));
        }
    }
}
