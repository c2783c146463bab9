package io.lockstep.cond;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Setting;
import io.lockstep.conformance.schedule.Stage;

import java.util.HashMap;
import java.util.Map;

/** Schedules of programs on a condition variable and its lock. */
public final class CondStage implements Stage {

    /** Loading a model takes a second; schedules in settings that differ otherwise share it. */
    private final Map<Model, Graph> graphs = new HashMap<>();

    /** For the service loader. */
    public CondStage() {
    }

    @Override
    public String room() {
        return "cond";
    }

    @Override
    public Schedules open(Setting setting, int tasks) {
        CondProgram room = new CondProgram();
        return new Schedules(room, setting, graphs.computeIfAbsent(room.model(tasks), model -> new Graph(model.load())));
    }
}
