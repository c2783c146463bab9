package io.lockstep.orchannel;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Setting;
import io.lockstep.conformance.schedule.Stage;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** Schedules of programs on an or-channel; the setting {@code inputs=Two} says of which inputs. */
public final class OrChannelStage implements Stage {

    private final Map<Model, Graph> graphs = new HashMap<>();

    /** For the service loader. */
    public OrChannelStage() {
    }

    @Override
    public String room() {
        return "orchannel";
    }

    @Override
    public Schedules open(Setting setting, int tasks) {
        String inputs = setting.oneOf("inputs", new TreeSet<>(OrChannelProgram.INPUTS.keySet()).toArray(String[]::new));
        OrChannelProgram room = new OrChannelProgram(inputs);
        return new Schedules(room, setting, graphs.computeIfAbsent(room.model(tasks), model -> new Graph(model.load())));
    }
}
