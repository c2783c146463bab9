package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.oracle.Toys;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisplayName("A replay of every edge")
class ReplayTest {

    private static final Graph COUNTER = new Graph(Toys.load("Counter", "Counter"));

    @Test
    @DisplayName("accepts the right core, along every edge and past every disabled command")
    void right() {
        int states = COUNTER.exploreAll().distinct();
        int edges = COUNTER.nodes().stream().mapToInt(node -> node.edges().size()).sum();
        int alphabet = 2 * (2 + 1 + 1);
        Report report = Replay.run(COUNTER, new CounterMirror()).orThrow();
        assertNull(report.failure());
        assertEquals(states, report.states());
        assertEquals(edges, report.total());
        assertEquals(edges, report.replayed());
        assertEquals(states * alphabet - edges, report.refusals());
    }

    @Test
    @DisplayName("asks a right core for every edge itself")
    void reallyDriven() {
        Set<String> asked = new HashSet<>();
        Replay.run(COUNTER, new CounterMirror() {
            @Override
            public Label perform(Label command) {
                Map<String, Object> before = Map.of("n", n, "task", Map.copyOf(tasks));
                Label taken = super.perform(command);
                if (taken != null) asked.add(before + " " + taken);
                return taken;
            }
        });
        assertEquals(COUNTER.nodes().stream().mapToInt(node -> node.edges().size()).sum(), asked.size());
    }

    @Test
    @DisplayName("does not take for disabled what only a constraint keeps out of the model")
    void constraint() {
        Graph graph = new Graph(Toys.load("Counter", "CounterConstrained"));
        Report report = Replay.run(graph, new CounterMirror()).orThrow();
        assertTrue(report.total() < Replay.run(COUNTER, new CounterMirror()).total());
    }

    @Test
    @DisplayName("rejects a core that takes another branch")
    void wrongBranch() {
        rejects("""
                After 4 steps from the initial state
                    1  Call(t1, inc)
                    2  Inc(t1)
                    3  Return(t1, ok)
                    4  Call(t1, inc)
                the core, asked for Section(t1), takes Full(t1); the model takes Inc(t1)""", new CounterMirror() {
            @Override
            Label section(String task, String op) {
                return op.equals("inc") && n == MAX - 1 ? finish("Full", task, 0, "full") : super.section(task, op);
            }
        });
    }

    @Test
    @DisplayName("rejects a core that returns another result")
    void wrongResult() {
        rejects("""
                    1  Call(t1, dec)
                    2  Empty(t1)
                the core, asked for Return(t1), takes Return(t1, ok); the model takes Return(t1, empty)""",
                new CounterMirror() {
            @Override
            Label end(String task, String result) {
                return super.end(task, result.equals("empty") ? "ok" : result);
            }
        });
    }

    @Test
    @DisplayName("rejects a core that takes the right branch to another state, and shows what differs")
    void wrongState() {
        rejects("""
                    1  Call(t1, inc)
                the core takes Inc(t1) as the model does, but to another state
                                 model  core
                  n              1      2
                  task[t1][res]  ok     fine""", new CounterMirror() {
            @Override
            Label finish(String action, String task, int by, String result) {
                return super.finish(action, task, 2 * by, result.replace("ok", "fine"));
            }
        });
    }

    @Test
    @DisplayName("rejects a core that accepts what the model disables")
    void acceptsDisabled() {
        rejects("""
                    1  Call(t1, inc)
                the core, asked for Call(t1, inc), takes Call(t1, inc); the model disables it here""", new CounterMirror() {
            @Override
            public Label perform(Label command) {
                String task = command.args().get(0);
                boolean again = command.action().equals("Call") && tasks.get(task).equals(Map.of("pc", "called", "op", "inc"));
                return again ? call(task, command.args().get(1)) : super.perform(command);
            }
        });
    }

    @Test
    @DisplayName("rejects a core that refuses with an effect")
    void refusesWithEffect() {
        rejects("""
                In the initial state
                the core refuses Return(t1) as the model does, but changes its state
                     model  core
                  n  0      1""", new CounterMirror() {
            @Override
            public Label perform(Label command) {
                Label taken = super.perform(command);
                if (taken == null && command.equals(Label.of("Return", "t1"))) n++;
                return taken;
            }
        });
    }

    @Test
    @DisplayName("rejects a core that never takes an action")
    void missingAction() {
        Report report = rejects("the core, asked for Section(t1), refuses; the model takes Empty(t1)", new CounterMirror() {
            @Override
            Label section(String task, String op) {
                return op.equals("dec") && n == 0 ? null : super.section(task, op);
            }
        });
        assertTrue(report.replayed() < report.total());
    }

    @Test
    @DisplayName("rejects a core that starts elsewhere")
    void wrongStart() {
        rejects("""
                In the initial state
                the core starts in another state
                     model  core
                  n  0      1""", new CounterMirror() {
            @Override
            public void reset() {
                super.reset();
                n = 1;
            }
        });
    }

    @Test
    @DisplayName("rejects a core that throws")
    void throwing() {
        rejects("the core, asked for Section(t1), throws java.lang.IllegalStateException: broken", new CounterMirror() {
            @Override
            Label section(String task, String op) {
                throw new IllegalStateException("broken");
            }
        });
    }

    @Test
    @DisplayName("rejects a core whose fault needs a history longer than the shortest way to the state")
    void hiddenHistory() {
        Report report = rejects("but to another state", new CounterMirror() {
            private int sections;

            @Override
            public void reset() {
                super.reset();
                sections = 0;
            }

            @Override
            Label finish(String action, String task, int by, String result) {
                return super.finish(action, task, ++sections > 12 ? 0 : by, result);
            }
        });
        assertTrue(report.failure().contains("   13  "), report.failure());
    }

    @Test
    @DisplayName("rejects a mirror that cannot ask for a step")
    void noCommand() {
        rejects("the mirror has no command for Call(t1, dec), which the model enables", new CounterMirror() {
            @Override
            public Label command(Label step) {
                return step.args().contains("dec") ? null : super.command(step);
            }
        });
    }

    @Test
    @DisplayName("rejects a model that leaves a command a choice")
    void choice() {
        Report report = Replay.run(new Graph(Toys.load("Counter", "CounterChoice")), new CounterMirror() {
            @Override
            Label finish(String action, String task, int by, String result) {
                return super.finish(action.replace("Full", "MayFail"), task, by, result);
            }
        });
        assertTrue(report.failure().matches("(?s).*takes Inc\\((t.)\\); the model takes MayFail\\(\\1\\)\nThe model allows both.*"),
                report.failure());
    }

    @Test
    @DisplayName("refuses a model that starts in several states")
    void severalStarts() {
        Graph lamp = new Graph(Toys.load("Lamp", "Lamp"));
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Replay.run(lamp, new CounterMirror()))
                .getMessage().contains("2 initial states"));
    }

    private static Report rejects(String message, Mirror mirror) {
        Report report = Replay.run(COUNTER, mirror);
        assertFalse(report.complete());
        assertTrue(report.failure().contains(message), () -> "expected\n" + message + "\nin\n" + report.failure());
        assertTrue(assertThrows(AssertionError.class, report::orThrow).getMessage().contains(report.failure()));
        return report;
    }
}
