package io.lockstep.scope;

import io.lockstep.conformance.edges.CoreMirror;
import io.lockstep.conformance.edges.Waiting;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.probe.TestProbe;
import io.lockstep.waiter.Sudog;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The core of a scope as a state of module {@code Scope}, one thread playing all tasks and members.
 *
 * <p>Commands: {@code Call(t, op, m)}; {@code Section(t)}, the called task takes its critical section;
 * {@code Tell(x)}; {@code Failing(m)}, {@code End(m)}, {@code Obey(m)} and {@code Leave(m)} of a member;
 * {@code RefuseInterrupted(t)}, {@code Withdraw(t, why)} and {@code Resume(t)}; {@code Return(t)}.
 */
public final class ScopeMirror extends CoreMirror {
    /*
     * The mirror stands where Scope, the shell, stands: it calls the core as the shell does, and knows of
     * a task or a member what the shell's frame on its stack knows, and whom it has to tell. It never
     * asks the core for what the shell would not ask for.
     *
     * Beyond what the specification says, each critical section has to report exactly one action and
     * to hand out exactly those it has completed for waking.
     */
    private static final String NONE = "-";

    private final Collection<?> ops;
    private final Set<String> stubborn;
    private final List<String> names;
    private final List<String> memberNames;
    private final TestProbe.Binding binding;

    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private final Map<String, String> members = new LinkedHashMap<>();
    private ScopeCore core;
    private Set<Object> whom;
    private boolean told;

    /**
     * A mirror for one model. It receives all events of this JVM until it is closed.
     *
     * @param constants the model's constants Task, Member, Stubborn and Ops
     */
    public ScopeMirror(Map<String, Object> constants) {
        ops = (Collection<?>) constants.get("Ops");
        stubborn = Set.copyOf(strings(constants.get("Stubborn")));
        names = strings(constants.get("Task"));
        memberNames = strings(constants.get("Member"));
        binding = TestProbe.bind(this);
    }

    private static List<String> strings(Object set) {
        return ((Collection<?>) set).stream().map(Object::toString).toList();
    }

    @Override
    public void close() {
        binding.close();
    }

    @Override
    public void reset() {
        reported.clear();
        core = new ScopeCore();
        whom = Set.of();
        told = false;
        for (String name : names) tasks.put(name, new Task());
        for (String name : memberNames) members.put(name, "new");
    }

    @Override
    public Label command(Label step) {
        String who = step.args().get(0);
        return switch (step.action()) {
            case "Call" -> isCall(step.args().get(1), step.args().get(2)) ? step : null;
            case "Tell", "End", "Obey", "Leave", "RefuseInterrupted", "Withdraw", "Resume" -> step;
            case "Fail", "FailToo" -> Label.of("Failing", who);
            case "Return" -> Label.of("Return", who);
            default -> Label.of("Section", who);
        };
    }

    private boolean isCall(String op, String member) {
        return ops.contains(op) && op.equals("start") != member.equals(NONE);
    }

    @Override
    public Label perform(Label command) {
        acting = command.args().get(0);
        Task task = tasks.get(acting);
        return switch (command.action()) {
            case "Call" -> task.isIdle() && isNew(command.args().get(2)) ? call(task, command) : null;
            case "Section" -> task.isCalled() ? section(task) : null;
            case "RefuseInterrupted" -> task.isCalled() && task.is("join", "joinFor") ? refuse(task, command) : null;
            case "Withdraw" -> task.sudog != null ? withdraw(task, command.args().get(1)) : null;
            case "Resume" -> task.isWoken() ? resume(task) : null;
            case "Return" -> task.result != null ? end(task) : null;
            case "Tell" -> task == null ? memberTells() : task.telling ? taskTells(task) : null;
            case "Failing" -> lives("runs") ? fail() : null;
            case "End" -> lives("runs") ? depart(ScopeCore.Ending.BY_ITSELF) : null;
            case "Obey" -> lives("runs") && obeys() ? depart(ScopeCore.Ending.OBEYING) : null;
            case "Leave" -> lives("leaves") ? depart(ScopeCore.Ending.FAILED) : null;
            default -> throw new IllegalArgumentException("no such command: " + command);
        };
    }

    /** Whoever starts a member makes its thread; nobody else can start it. */
    private boolean isNew(String member) {
        if (member.equals(NONE)) return true;
        return members.get(member).equals("new") && tasks.values().stream().noneMatch(t -> t.isCalled() && member.equals(t.member));
    }

    private Label call(Task task, Label command) {
        task.op = command.args().get(1);
        task.member = command.args().get(2);
        return command;
    }

    private Label refuse(Task task, Label command) {
        task.ended("interrupted", List.of());
        return command;
    }

    private Label section(Task task) {
        reported.waking(this::completed, () -> enter(task), core::takeWoken);
        return reported.take();
    }

    private void enter(Task task) {
        switch (task.op) {
            case "start" -> start(task);
            case "cancel" -> {
                if (finds(core.cancel())) task.telling = true;
                else task.ended("ok", List.of());
            }
            case "close" -> {
                boolean first = !core.isCancelled();
                List<Object> found = core.close();
                if (first) finds(found);
                task.telling = true;
            }
            default -> task.settle(core.await(task.op.equals("closing") ? ScopeCore.Wait.CLOSE : ScopeCore.Wait.JOIN, !task.op.equals("tryJoin")));
        }
    }

    private void start(Task task) {
        ScopeCore.Started started = core.start(task.member);
        members.put(task.member, started == ScopeCore.Started.RUNS ? "runs" : "gone");
        task.ended(switch (started) {
            case RUNS -> "started";
            case NOT_RUN -> "not run";
            case CLOSED -> "closed";
        }, List.of());
    }

    /** Whether there is somebody to be told; perhaps nobody, but told all the same. */
    private boolean finds(List<Object> found) {
        if (found == null) return false;
        whom = Set.copyOf(found);
        return true;
    }

    private Label taskTells(Task task) {
        core.tell();
        told = true;
        task.telling = false;
        if (task.op.equals("close")) task.closes();
        else task.ended("ok", List.of());
        return reported.take();
    }

    private Label memberTells() {
        if (!lives("fails")) return null;
        core.tell();
        told = true;
        members.put(acting, "leaves");
        return reported.take();
    }

    private Label fail() {
        members.put(acting, finds(core.fail(acting, new Exception(acting))) ? "fails" : "leaves");
        return reported.take();
    }

    private Label depart(ScopeCore.Ending ending) {
        reported.waking(this::completed, () -> core.end(acting, ending), core::takeWoken);
        members.put(acting, "gone");
        return reported.take();
    }

    private boolean lives(String how) {
        return how.equals(members.get(acting));
    }

    private boolean obeys() {
        return told && whom.contains(acting) && !stubborn.contains(acting);
    }

    private Label withdraw(Task task, String why) {
        if (why.equals("timed out") ? task.is("join") : task.is("closing")) return null;
        List<String> living = texts(core.live());
        if (!core.withdraw(task.sudog, why)) return null;
        if (task.op.equals("closing")) task.ended("not ended", living);
        else task.ended(why, List.of());
        return reported.take();
    }

    private Label resume(Task task) {
        task.tell(core.resume(task.sudog));
        return reported.take();
    }

    private Label end(Task task) {
        Label label = Label.of("Return", acting, tuple(task.who), task.result);
        tasks.put(acting, new Task());
        return label;
    }

    /** As TLC writes it. */
    static String tuple(List<String> elements) {
        return elements.isEmpty() ? "<< >>" : "<<" + String.join(", ", elements) + ">>";
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
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("live", texts(core.live()));
        all.put("member", new LinkedHashMap<>(members));
        all.put("cancelled", core.isCancelled());
        all.put("whom", whom);
        all.put("done", told);
        all.put("closed", core.isClosed());
        all.put("failures", core.failures().stream().map(f -> f.member().toString()).toList());
        all.put("reported", core.reported());
        all.put("waitq", Waiting.in(core.waiters, tasks, task -> task.sudog));
        all.put("task", states);
        return all;
    }

    private static List<String> texts(List<Object> members) {
        return members.stream().map(Object::toString).toList();
    }

    /** What one task is doing: idle until it has an operation, done as soon as it has a result. */
    private static final class Task {
        private String op;
        private String member;
        private boolean telling;
        private Sudog sudog;
        private String result;
        private List<String> who = List.of();

        boolean isIdle() {
            return op == null;
        }

        boolean isCalled() {
            return op != null && !telling && sudog == null && result == null;
        }

        boolean isWoken() {
            return sudog != null && sudog.waiter.isCompleted();
        }

        boolean is(String... some) {
            return List.of(some).contains(op);
        }

        void closes() {
            op = "closing";
        }

        void ended(String result, List<String> who) {
            this.result = result;
            this.who = who;
            sudog = null;
        }

        @SuppressWarnings("unchecked") // the core tells failures, if neither of the others
        void settle(Object outcome) {
            sudog = Waiting.place(outcome);
            if (sudog != null) return;
            if (outcome == ScopeCore.NOT_READY) ended("not ready", List.of());
            else tell((List<ScopeCore.Failure>) outcome);
        }

        void tell(List<ScopeCore.Failure> failures) {
            ended(failures.isEmpty() ? "ok" : "failed", names(failures));
        }

        private static List<String> names(List<ScopeCore.Failure> failures) {
            return failures.stream().map(f -> f.member().toString()).toList();
        }

        @SuppressWarnings("unchecked") // a completed waiter has been told failures
        Map<String, Object> abstraction() {
            if (result != null) return Map.of("pc", "done", "res", result, "who", who);
            if (isWoken()) {
                List<String> told = names((List<ScopeCore.Failure>) sudog.item);
                return Map.of("pc", "woken", "res", told.isEmpty() ? "ok" : "failed", "who", told);
            }
            if (op == null) return Map.of("pc", "idle");
            if (telling) return Map.of("pc", "telling", "op", op);
            if (sudog != null) return Map.of("pc", "parked", "op", op);
            return Map.of("pc", "called", "op", op, "member", member);
        }
    }
}
