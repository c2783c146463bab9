package io.lockstep.select;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Oracle;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.runner.Rooms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Module {@code Select} for calls of one's choice, written as {@link SelectCall} reads them. */
final class SelectModel {
    /*
     * MCSelect has the calls of the manifest's models. Here a module is written that has others; the
     * specification is the same.
     */
    private static final Set<String> ONE_SLOT = Set.of("b", "d");
    private static final String NIL = "nil";
    private static final String NAME = "SelectCalls";

    private SelectModel() {
    }

    /**
     * The capacity of a channel.
     *
     * @param channel its name
     * @return 1 for {@code b} and {@code d}, 0 for all others
     */
    static int capacity(String channel) {
        return ONE_SLOT.contains(channel) ? 1 : 0;
    }

    /**
     * Loads the specification.
     *
     * @param tasks how many tasks there are, called t1, t2, …
     * @param calls what they may call
     * @return its graph
     */
    static Graph load(int tasks, Collection<String> calls) {
        Set<String> channels = new TreeSet<>();
        Set<String> values = new TreeSet<>();
        for (String name : calls) {
            SelectCall call = SelectCall.parse(name);
            if (call.isClose()) channels.add(call.closes());
            for (SelectCall.Case one : call.cases()) {
                channels.add(one.channel());
                if (one.sends()) values.add(one.value());
            }
        }
        channels.remove(NIL);
        String cfg = "CONSTANTS\n    Task = " + Model.strings(Program.names(tasks)) + "\n    Chan = " + Model.strings(channels)
                + "\n    Val = " + Model.strings(values) + "\n    Form = " + Model.strings(calls)
                + "\n    CapOf <- TheCapOf\n    Shape <- TheShape\nSPECIFICATION Spec\nCHECK_DEADLOCK FALSE\n";
        String module = "---- MODULE " + NAME + " ----\nEXTENDS Select\nTheCapOf(c) == IF c \\in " + Model.strings(ONE_SLOT)
                + " THEN 1 ELSE 0\nTheShape(f) ==\n    CASE " + calls.stream().map(SelectModel::shape).collect(Collectors.joining("\n      [] "))
                + "\n====\n";
        return new Graph(load(module, cfg));
    }

    private static Oracle load(String module, String cfg) {
        Path specs = Rooms.root().resolve("specs");
        try {
            Path folder = Files.createTempDirectory("lockstep-select");
            Path tla = Files.writeString(folder.resolve(NAME + ".tla"), module);
            Path config = Files.writeString(folder.resolve(NAME + ".cfg"), cfg);
            try {
                return Oracle.load(tla, config, specs.resolve("select"), specs.resolve("channel"));
            } finally {
                Files.delete(tla);
                Files.delete(config);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write a model of module Select", e);
        }
    }

    private static String shape(String name) {
        SelectCall call = SelectCall.parse(name);
        String shape = call.isClose() ? "Closing(" + quoted(call.closes()) + ")"
                : "Selecting(" + call.cases().stream().map(SelectModel::shape).collect(Collectors.joining(", ", "<<", ">>"))
                        + ", " + quoted(call.mode()) + ")";
        return "f = " + quoted(name) + " -> " + shape;
    }

    private static String shape(SelectCall.Case one) {
        String channel = quoted(one.channel());
        return one.sends() ? "Snd(" + channel + ", " + quoted(one.value()) + ")" : "Rcv(" + channel + ")";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
