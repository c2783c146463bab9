package io.lockstep.channel;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What each operation does in each state of a channel: Go's table, and what models allow. */
final class OperationTable {
    /*
     * A cell is an action, its result for the caller (nothing if it parks) and, after a bar, the result
     * for those whose wait it ends. `first` is the value that is next in line: the oldest in the buffer,
     * or the longest waiting sender's. `mine` is the caller's own.
     */

    private static final String GO = """
            state                    | send                          | trySend                       | recv                    | tryRecv                 | close                                | len
            nil                      | SendPark                      | SendNotReady not ready        | RecvPark                | RecvNotReady not ready  | CloseNil close of nil channel        | Length 0
            unbuffered               | SendPark                      | SendNotReady not ready        | RecvPark                | RecvNotReady not ready  | Close ok                             | Length 0
            unbuffered, receiver     | SendHandOff sent / mine       | SendHandOff sent / mine       | RecvPark                | RecvNotReady not ready  | Close ok / closed                    | Length 0
            unbuffered, sender       | SendPark                      | SendNotReady not ready        | RecvHandOff first / sent| RecvHandOff first / sent| Close ok / send on closed channel    | Length 0
            buffer empty             | SendBuffer sent               | SendBuffer sent               | RecvPark                | RecvNotReady not ready  | Close ok                             | Length 0
            buffer empty, receiver   | SendHandOff sent / mine       | SendHandOff sent / mine       | RecvPark                | RecvNotReady not ready  | Close ok / closed                    | Length 0
            buffer part full         | SendBuffer sent               | SendBuffer sent               | RecvBuffer first        | RecvBuffer first        | Close ok                             | Length 1
            buffer full              | SendPark                      | SendNotReady not ready        | RecvBuffer first        | RecvBuffer first        | Close ok                             | Length 2
            buffer full, sender      | SendPark                      | SendNotReady not ready        | RecvRefill first / sent | RecvRefill first / sent | Close ok / send on closed channel    | Length 2
            closed, drained          | SendClosed send on closed channel | SendClosed send on closed channel | RecvClosed closed | RecvClosed closed      | CloseClosed close of closed channel  | Length 0
            closed, buffered         | SendClosed send on closed channel | SendClosed send on closed channel | RecvBuffer first  | RecvBuffer first       | CloseClosed close of closed channel  | Length 1
            """;

    private static final Set<String> OUTSIDE = Set.of("Call", "Return", "RefuseInterrupted", "Withdraw", "Resume");

    private final Map<String, Set<String>> seen = new TreeMap<>();

    /** Go's table: state and operation, and what happens. */
    private static Map<String, Set<String>> go() {
        List<List<String>> rows = GO.lines().map(row -> List.of(row.strip().split("\\s*\\|\\s*"))).toList();
        Map<String, Set<String>> cells = new TreeMap<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int i = 1; i < row.size(); i++) cells.put(row.get(0) + ": " + rows.get(0).get(i), Set.of(row.get(i)));
        }
        return cells;
    }

    /** Where the observed models differ from Go's table: a line for each cell, none if they agree. */
    List<String> differences() {
        Map<String, Set<String>> wanted = go();
        Set<String> cells = new TreeSet<>(wanted.keySet());
        cells.addAll(seen.keySet());
        return cells.stream().filter(cell -> !Objects.equals(wanted.get(cell), seen.get(cell)))
                .map(cell -> cell + ": Go " + wanted.getOrDefault(cell, Set.of()) + ", the models " + seen.getOrDefault(cell, Set.of()))
                .toList();
    }

    /** Adds what a model allows. Capacities other than 0 and 2, and fuller closed buffers, are not in the table. */
    void observe(Graph graph) {
        Map<String, Object> constants = graph.oracle().constants();
        for (Graph.Node node : graph.nodes()) {
            String state = state(constants, node.state().variables());
            if (state == null) continue;
            for (Graph.Edge edge : node.edges()) {
                if (OUTSIDE.contains(edge.label().action())) continue;
                Map<?, ?> before = tasks(node);
                String op = (String) field(before, edge.label().args().get(0), "op");
                if (op.endsWith("For")) op = op.replace("For", "");
                seen.computeIfAbsent(state + ": " + op, c -> new TreeSet<>()).add(cell(node, edge));
            }
        }
    }

    private static String state(Map<String, Object> constants, Map<String, Object> variables) {
        int capacity = (Integer) constants.get("Cap");
        int buffered = ((Collection<?>) variables.get("buf")).size();
        if ((Boolean) constants.get("Nil")) return "nil";
        if (capacity != 0 && capacity != 2) return null;
        if ((Boolean) variables.get("closed")) return buffered == 0 ? "closed, drained" : buffered == 1 ? "closed, buffered" : null;
        String waiting = !((Collection<?>) variables.get("sendq")).isEmpty() ? ", sender"
                : !((Collection<?>) variables.get("recvq")).isEmpty() ? ", receiver" : "";
        if (capacity == 0) return "unbuffered" + waiting;
        return "buffer " + (buffered == 0 ? "empty" : buffered == 1 ? "part full" : "full") + waiting;
    }

    private static String cell(Graph.Node node, Graph.Edge edge) {
        Label label = edge.label();
        String actor = label.args().get(0);
        Map<?, ?> before = tasks(node);
        Map<?, ?> after = tasks(edge.to());
        Object mine = field(before, actor, "val");
        Object first = first(node);
        Object result = field(after, actor, "res");
        boolean receives = field(before, actor, "op").toString().contains("ecv");
        Set<String> others = after.keySet().stream()
                .filter(task -> !task.equals(actor) && "parked".equals(field(before, task, "pc"))
                        && "woken".equals(field(after, task, "pc")))
                .map(task -> Objects.equals(field(after, task, "res"), mine) ? "mine" : (String) field(after, task, "res"))
                .collect(Collectors.toCollection(TreeSet::new));
        return label.action() + (result == null ? "" : " " + (receives && result.equals(first) ? "first" : result))
                + (others.isEmpty() ? "" : " / " + String.join(", ", others));
    }

    private static Object first(Graph.Node node) {
        List<?> buffer = (List<?>) node.state().variables().get("buf");
        List<?> senders = (List<?>) node.state().variables().get("sendq");
        if (!buffer.isEmpty()) return buffer.get(0);
        return senders.isEmpty() ? null : field(tasks(node), senders.get(0), "val");
    }

    private static Map<?, ?> tasks(Graph.Node node) {
        return (Map<?, ?>) node.state().variables().get("task");
    }

    private static Object field(Map<?, ?> tasks, Object task, String name) {
        return ((Map<?, ?>) tasks.get(task)).get(name);
    }
}
