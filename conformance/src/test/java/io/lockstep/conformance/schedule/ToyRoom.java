package io.lockstep.conformance.schedule;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Oracle;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The room of {@link Toybox}. */
record ToyRoom(Toybox.Fault fault) implements Room {
    private static final long TAKE_FOR = 1_000_000;     // ns, of virtual time
    private static final int TASKS = 3;
    private static final Graph GRAPH = graph();

    static Schedules schedules(Toybox.Fault fault) {
        return new Schedules(new ToyRoom(fault), Setting.parse("fault=" + fault), GRAPH);
    }

    @Override
    public String name() {
        return "toybox";
    }

    @Override
    public Model model(int tasks) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("Task", Model.strings(Program.names(tasks)));
        constants.put("Toy", "{\"a\", \"b\"}");
        return new Model(module(), constants);
    }

    @Override
    public Subject create() {
        Toybox box = new Toybox(fault);
        return op -> switch (op.name()) {
            case "put" -> box.put(op.args().get(0));
            case "take" -> box.take(0);
            case "takeFor" -> box.take(TAKE_FOR);
            case "peek" -> box.peek();
            default -> throw new IllegalArgumentException("a toy box cannot " + op);
        };
    }

    @Override
    public List<String> call(Op op) {
        return List.of(op.name(), op.args().isEmpty() ? "-" : op.args().get(0));
    }

    private static Path module() {
        try {
            return Path.of(ToyRoom.class.getResource("/specs/Toybox.tla").toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Graph graph() {
        try {
            Model model = new ToyRoom(Toybox.Fault.NONE).model(TASKS);
            Path cfg = Files.createTempDirectory("toybox").resolve("Toybox.cfg");
            Files.writeString(cfg, model.cfg() + "SPECIFICATION Spec\n");
            return new Graph(Oracle.load(model.module(), cfg));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
