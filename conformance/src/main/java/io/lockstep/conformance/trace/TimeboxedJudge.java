package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Graph.Node;
import io.lockstep.conformance.oracle.Label;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Searches for hidden steps that explain a trace of calls and returns. */
final class TimeboxedJudge {
    /*
     * A depth-first search over pairs (next event, state), each visited once. What keeps it short:
     *
     * 1. Visible events first. By convention a Call or Return reads and writes only the part of the
     *    state that belongs to its task, and so commutes with the hidden steps of others: if the
     *    next event is enabled, it is taken, and nothing else is tried.
     * 2. Hidden steps are tried only when the next Return is not enabled; those of the returning task
     *    first, then those of the other open operations, oldest first.
     * 3. The trace tells how every operation ends. As soon as a result is fixed in the state, and it
     *    is not the one that the trace will show, the branch is given up. A completed task is resumed
     *    at once to see its result; Resume, too, touches only its task.
     * 4. For each kind of operation and result, the actions that explained it before come first.
     *
     * Nothing in this is particular to a specification but the names Call, Return and Resume.
     */

    /** Pairs to visit before the search gives up: about half a GB. Real traces need 2 or 3 for each event. */
    private static final int LIMIT = 8_000_000;
    /** How many steps of others may precede a Return: few explain most traces; all of them are tried at last. */
    private static final int[] DETOURS = {1, 2, 4, Integer.MAX_VALUE};
    /** Dead ends to report: more would only repeat themselves. */
    private static final int REASONS = 6;

    private final Graph graph;
    private final TaskViews views;
    private final Map<String, List<Label>> hidden = new HashMap<>();
    private final List<Label> environment = new ArrayList<>();
    private final Map<List<String>, List<Label>> preferred = new HashMap<>();

    TimeboxedJudge(Graph graph) {
        this.graph = graph;
        views = new TaskViews(graph);
        Set<String> tasks = new HashSet<>();
        for (Label label : graph.oracle().labels()) {
            if (label.action().equals(Event.CALL)) tasks.add(label.args().get(0));
        }
        for (Label label : graph.oracle().labels()) {
            String task = label.args().isEmpty() ? "" : label.args().get(0);
            switch (label.action()) {
                case Event.CALL, Event.RETURN, Event.RESUME -> { }
                default -> {
                    if (tasks.contains(task)) hidden.computeIfAbsent(task, t -> new ArrayList<>()).add(label);
                    else environment.add(label);
                }
            }
        }
    }

    Verdict judge(Trace trace) {
        Verdict verdict = null;
        for (int detours : DETOURS) {
            Search search = new Search(trace, detours);
            verdict = search.run();
            if (verdict.isAccepted() || !search.cut) break;
        }
        return verdict;
    }

    private List<Label> preferred(Event call, Event end) {
        String result = end == null ? "" : end.result();
        return preferred.computeIfAbsent(List.of(call.task(), call.operation(), result),
                key -> new ArrayList<>(hidden.getOrDefault(call.task(), List.of())));
    }

    /** One step of the search and how it came there. */
    private record Link(Link before, Label label, int next, Node node, int detours) {
    }

    private record DeadEnd(Node node, Label step, Event expected) {
    }

    private final class Search {

        private final Trace trace;
        private final List<Event> events;
        private final Timeline timeline;
        private final int detours;
        private boolean cut;
        /** The fewest detours with which each pair has been visited. */
        private final Map<Long, Integer> visited = new HashMap<>();
        private final Deque<Branch> branches = new ArrayDeque<>();
        private Link deepest = new Link(null, null, 0, graph.initial().get(0), 0);
        private final List<DeadEnd> deadEnds = new ArrayList<>();

        Search(Trace trace, int detours) {
            this.trace = trace;
            this.detours = detours;
            this.events = trace.events();
            this.timeline = new Timeline(events);
        }

        Verdict run() {
            branches.push(new Branch(deepest));
            while (!branches.isEmpty() && visited.size() < LIMIT) {
                Link link = branches.peek().advance();
                if (link == null) {
                    Branch exhausted = branches.pop();
                    if (exhausted.isStuck()) deadEnd(exhausted.link, null, events.get(exhausted.link.next));
                    continue;
                }
                if (link.next > deepest.next) {
                    deepest = link;
                    deadEnds.clear();
                    if (link.next == events.size()) return verdict(List.of());
                }
                if (isNew(link)) branches.push(new Branch(link));
            }
            return verdict(branches.isEmpty() ? reasons()
                    : List.of("the search gave up after " + LIMIT + " states; try a shorter trace or fewer tasks"));
        }

        private boolean isNew(Link link) {
            long pair = (long) link.next << Integer.SIZE | link.node.id();
            Integer known = visited.get(pair);
            if (known != null && known <= link.detours) return false;
            visited.put(pair, link.detours);
            return true;
        }

        private Verdict verdict(List<String> reasons) {
            List<Label> path = new ArrayList<>();
            for (Link link = deepest; link.before != null; link = link.before) path.add(link.label);
            Collections.reverse(path);
            return new Verdict(trace, deepest.next, path, deepest.node, reasons);
        }

        private void deadEnd(Link link, Label step, Event expected) {
            if (link.next == deepest.next && deadEnds.size() < REASONS) deadEnds.add(new DeadEnd(link.node, step, expected));
        }

        private List<String> reasons() {
            return deadEnds.stream().map(this::reason).distinct().toList();
        }

        private String reason(DeadEnd end) {
            Event wanted = end.expected;
            if (end.step != null) {
                return end.step + " would fix another result for " + wanted.task() + ", which returned "
                        + wanted.result() + " at " + wanted.seq();
            }
            List<String> enabled = end.node.enabled().stream()
                    .filter(label -> !label.action().equals(Event.CALL)).map(Label::toString).toList();
            return "enabled in state " + end.node.id() + ": " + (enabled.isEmpty() ? "nothing" : String.join(", ", enabled))
                    + "; the event wanted " + wanted.label();
        }

        /** A position in the search with the steps from there that have not been tried yet. */
        private final class Branch {

            private final Link link;
            /** The orders that `untried` was copied from; they change as the search learns. */
            private final List<List<Label>> shared = new ArrayList<>();
            private List<List<Label>> untried;
            private int group;
            private int position;
            /** Which of the states that the step may lead to; there is more than one if the specification leaves a choice. */
            private int outcome;
            private boolean advanced;

            Branch(Link link) {
                this.link = link;
            }

            boolean isStuck() {
                return !advanced;
            }

            /** The next step from here that may lead to the end, or null. */
            Link advance() {
                if (untried == null) {
                    Event wanted = events.get(link.next);
                    boolean open = wanted.isReturn() && views.of(link.node, wanted.task()).result() == null;
                    untried = open ? hiddenSteps() : List.of();
                    Node after = open ? null : link.node.step(wanted.label());
                    if (after != null) return reached(new Link(link, wanted.label(), link.next + 1, after, 0));
                }
                while (group < untried.size()) {
                    int taken = link.detours + (group == 0 ? 0 : 1);
                    if (taken > detours) {
                        cut = true;
                        return null;
                    }
                    List<Label> steps = untried.get(group);
                    while (position < steps.size()) {
                        Label step = steps.get(position);
                        List<Node> after = link.node.after(step);
                        if (outcome == after.size()) {
                            position++;
                            outcome = 0;
                            continue;
                        }
                        Link settled = settle(new Link(link, step, link.next, after.get(outcome), taken));
                        outcome++;
                        if (settled != null) {
                            promote(step);
                            return reached(settled);
                        }
                    }
                    group++;
                    position = 0;
                }
                return null;
            }

            private Link reached(Link to) {
                advanced = true;
                return to;
            }

            private void promote(Label step) {
                if (group >= shared.size()) return;
                List<Label> order = shared.get(group);
                int place = order.indexOf(step);
                if (place > 0) Collections.swap(order, place, place - 1);
            }

            private List<List<Label>> hiddenSteps() {
                String returning = events.get(link.next).task();
                for (int call : timeline.openAt(link.next)) {
                    Event begin = events.get(call);
                    int end = timeline.returnOf(call);
                    List<Label> own = preferred(begin, end == Timeline.NEVER ? null : events.get(end));
                    if (begin.task().equals(returning)) shared.addFirst(own);
                    else shared.add(own);
                }
                List<List<Label>> steps = new ArrayList<>();
                shared.forEach(own -> steps.add(List.copyOf(own)));
                steps.add(environment);
                return steps;
            }

            /** Resumes every task that a hidden step has completed; null if a result is then wrong. */
            private Link settle(Link step) {
                Link settled = step;
                for (int call : timeline.openAt(link.next)) {
                    String task = events.get(call).task();
                    if (views.of(settled.node, task).resumable()) {
                        Label resume = Label.of(Event.RESUME, task);
                        settled = new Link(settled, resume, link.next, settled.node.step(resume), step.detours);
                    }
                    int end = timeline.returnOf(call);
                    String result = views.of(settled.node, task).result();
                    if (end != Timeline.NEVER && result != null && !result.equals(events.get(end).result())) {
                        deadEnd(link, step.label, events.get(end));
                        return null;
                    }
                }
                return settled;
            }
        }
    }
}
