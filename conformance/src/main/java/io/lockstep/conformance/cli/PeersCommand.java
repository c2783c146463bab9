package io.lockstep.conformance.cli;

import io.lockstep.conformance.blackbox.Peers;
import io.lockstep.conformance.runner.BadInputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

import java.io.PrintWriter;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;

/** {@code lockstep peers}: what other implementations promise and keep. */
@Command(name = "peers", mixinStandardHelpOptions = true,
        description = "Puts the promises of each room to the test, on ours and on others' primitives.",
        footer = {"", "Exits with 0 when all have been tested, whatever came out, and 2 for bad input."})
final class PeersCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(names = "--spec", paramLabel = "ROOM", description = "Only this room.")
    private String room;

    private PeersCommand() {
    }

    @Override
    public Integer call() {
        List<Peers> all = ServiceLoader.load(Peers.class).stream().map(ServiceLoader.Provider::get).toList();
        List<Peers> chosen = all.stream().filter(peers -> room == null || peers.room().equals(room)).toList();
        if (chosen.isEmpty()) {
            throw new BadInputException("no room named " + room + " has peers; there are: "
                    + String.join(", ", all.stream().map(Peers::room).toList()));
        }
        PrintWriter out = spec.commandLine().getOut();
        for (Peers peers : chosen) out.println(peers.room() + "\n" + peers.compare());
        out.flush();
        return Main.OK;
    }
}
