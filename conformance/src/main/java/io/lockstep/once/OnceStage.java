package io.lockstep.once;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Setting;
import io.lockstep.conformance.schedule.Stage;

import java.util.HashMap;
import java.util.Map;

/** Schedules of programs on two Onces; there is nothing to set but what the rig knows. */
public final class OnceStage implements Stage {

    /** Loading a model takes a second; schedules in several settings share it. */
    private final Map<Integer, Graph> graphs = new HashMap<>();

    /** For the service loader. */
    public OnceStage() {
    }

    @Override
    public String room() {
        return "once";
    }

    @Override
    public Schedules open(Setting setting, int tasks) {
        OnceProgram room = new OnceProgram();
        Graph graph = graphs.computeIfAbsent(tasks, n -> new Graph(room.model(n).load()));
        return new Schedules(room, setting, graph);
    }
}
