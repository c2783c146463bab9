package io.lockstep.conformance.trace;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Traces of the cell, the small primitive of these tests: {@code t1 put a}, {@code t1 = ok}, {@code t1 Take}. */
final class Cells {

    private Cells() {
    }

    static Model model(int tasks) {
        return model("Cell", tasks);
    }

    private static Model model(String name, int tasks) {
        try {
            Path module = Path.of(Cells.class.getResource("/cell/" + name + ".tla").toURI());
            return new Model(module, Map.of("Task", Model.strings(Program.names(tasks)), "Val", "{\"a\", \"b\"}"));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Graph graph(int tasks) {
        return new Graph(model(tasks).load());
    }

    /** The cell's graph if its specification does not say whom a put meets: {@code t1 Give}. */
    static Graph looseGraph(int tasks) {
        return new Graph(model("LooseCell", tasks).load());
    }

    static Room room(Supplier<Room.Subject> make) {
        return new Room() {
            @Override
            public String name() {
                return "cell";
            }

            @Override
            public Model model(int tasks) {
                return Cells.model(tasks);
            }

            @Override
            public Subject create() {
                return make.get();
            }

            @Override
            public List<String> call(Op op) {
                return List.of(op.name(), op.args().isEmpty() ? "-" : op.args().get(0));
            }
        };
    }

    static Trace trace(Grade grade, String... lines) {
        List<Event> events = new ArrayList<>();
        for (String line : lines) {
            String[] words = line.split(" ");
            long seq = events.size();
            events.add(switch (words[1]) {
                case "put", "take", "peek" -> new Event(seq, words[0], Event.CALL,
                        List.of(words[1], words.length > 2 ? words[2] : "-"));
                case "=" -> new Event(seq, words[0], Event.RETURN, List.of(words[2]));
                default -> new Event(seq, words[0], words[1], List.of(words).subList(2, words.length));
            });
        }
        return new Trace(grade, events);
    }
}
