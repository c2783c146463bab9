package io.lockstep.scope;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Setting;
import io.lockstep.conformance.schedule.Stage;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Schedules of programs on a scope; a member may end when it likes. */
public final class ScopeStage implements Stage {

    /** What may be left undone when nobody can go on; in the end every member that has been told to end has ended. */
    private static final Set<String> ENVIRONMENT = Set.of("Call", "Withdraw", "End", "Fail", "FailToo");

    /** Loading a model takes a second; schedules in several settings share it. */
    private final Map<Integer, Graph> graphs = new HashMap<>();

    /** For the service loader. */
    public ScopeStage() {
    }

    @Override
    public String room() {
        return "scope";
    }

    @Override
    public Schedules open(Setting setting, int tasks) {
        ScopeProgram room = new ScopeProgram();
        Graph graph = graphs.computeIfAbsent(tasks, n -> new Graph(room.model(n).load()));
        return new Schedules(room, setting, graph, ENVIRONMENT);
    }
}
