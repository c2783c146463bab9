package io.lockstep.channel;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.schedule.Schedules;
import io.lockstep.conformance.schedule.Setting;
import io.lockstep.conformance.schedule.Stage;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Schedules of programs on a channel; the setting {@code cap} is its capacity, or {@code nil}. */
public final class ChannelStage implements Stage {
    private static final List<String> VALUES = List.of("a", "b");

    /** Loading a model takes a second; schedules in settings that differ otherwise share it. */
    private final Map<Model, Graph> graphs = new HashMap<>();

    /** For the service loader. */
    public ChannelStage() {
    }

    @Override
    public String room() {
        return "channel";
    }

    @Override
    public Schedules open(Setting setting, int tasks) {
        String cap = setting.oneOf("cap", "nil", "0", "1", "2", "3");
        ChannelProgram room = new ChannelProgram(cap.equals("nil") ? ChannelProgram.NIL : Integer.parseInt(cap), VALUES);
        Graph graph = graphs.computeIfAbsent(room.model(tasks), model -> new Graph(model.load()));
        return new Schedules(room, setting, graph);
    }
}
