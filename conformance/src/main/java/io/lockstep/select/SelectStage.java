package io.lockstep.select;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Setting;
import io.lockstep.conformance.schedule.Stage;

import java.util.HashMap;
import java.util.Map;

/** Schedules of programs of selects over the channels x, y (unbuffered) and b (one slot); no setting of its own. */
public final class SelectStage implements Stage {

    private final Map<Model, Graph> graphs = new HashMap<>();

    /** For the service loader. */
    public SelectStage() {
    }

    @Override
    public String room() {
        return "select";
    }

    @Override
    public Schedules open(Setting setting, int tasks) {
        SelectProgram room = new SelectProgram();
        return new Schedules(room, setting, graphs.computeIfAbsent(room.model(tasks), model -> new Graph(model.load())));
    }
}
