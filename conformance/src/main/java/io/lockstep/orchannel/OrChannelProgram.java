package io.lockstep.orchannel;

import io.lockstep.channel.Channel;
import io.lockstep.channel.CloseOfClosedChannelException;
import io.lockstep.channel.Receiver;
import io.lockstep.channel.SendOnClosedChannelException;
import io.lockstep.conformance.program.Labelling;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.conformance.runner.Rooms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Programs on one or-channel and its inputs, which are some of the channels x and y (unbuffered), b (one
 * slot) and nil.
 *
 * <p>Their operations are {@code any}, which makes the or-channel, {@code await} and {@code cancel}; and on
 * the inputs {@code send(x, a)}, {@code recv(x)} and {@code close(x)}. One task calls {@code any}, once. Who
 * awaits or cancels an or-channel that is not there yet waits for it. An {@code await} or {@code cancel}
 * returns the number of the input that has fired and what it brought, or {@code 0 cancelled}.
 *
 * @param inputs the list of inputs, by its name in module {@code MCOrChannel}
 * @param ops    what programs may call, by the names in that module
 */
public record OrChannelProgram(String inputs, List<String> ops) implements Room {

    /** The lists of inputs that there are. */
    public static final Map<String, List<String>> INPUTS = Map.of("Nothing", List.of(), "OnlyNil", List.of("nil"), "One", List.of("x"),
            "Two", List.of("x", "y"), "Twice", List.of("x", "nil", "x"), "Mixed", List.of("b", "x"),
            "Many", List.of("b", "x", "nil", "y", "x"));

    /** Every operation that the module knows. */
    public static final List<String> OPS = List.of("any", "await", "cancel", "x!a", "x!b", "y!b", "b!a", "x?", "y?", "b?", "x#", "y#", "b#");

    private static final List<String> CHANNELS = List.of("x", "y", "b");

    /** Copies the operations. */
    public OrChannelProgram {
        ops = List.copyOf(ops);
    }

    /**
     * Programs of all operations.
     *
     * @param inputs the list of inputs
     */
    public OrChannelProgram(String inputs) {
        this(inputs, OPS);
    }

    /** For the service loader: programs with the richest inputs. */
    public OrChannelProgram() {
        this("Many");
    }

    @Override
    public String name() {
        return "orchannel";
    }

    @Override
    public Model model(int tasks) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("User", Model.strings(Program.names(tasks)));
        constants.put("Chan", Model.strings(CHANNELS));
        constants.put("Val", Model.strings(List.of("a", "b")));
        constants.put("Ops", Model.strings(ops));
        return new Model(Rooms.root().resolve("specs/orchannel/MCOrChannel.tla"), constants,
                Map.of("CapOf", "MCCapOf", "Plain", "MCPlain", "Inputs", inputs));
    }

    @Override
    public List<String> call(Op op) {
        return List.of(switch (op.name()) {
            case "any", "await", "cancel" -> op.name();
            case "send" -> op.args().get(0) + "!" + op.args().get(1);
            case "recv" -> op.args().get(0) + "?";
            case "close" -> op.args().get(0) + "#";
            default -> throw unknown(op);
        });
    }

    @Override
    public List<String> returned(String result) {
        return List.of(result.split(" ", 2));
    }

    @Override
    public Labelling labelling() {
        return OrChannelLabels::label;
    }

    @Override
    public Subject create() {
        Map<String, Channel<String>> channels = new LinkedHashMap<>();
        channels.put("x", Channel.unbuffered("x"));
        channels.put("y", Channel.unbuffered("y"));
        channels.put("b", Channel.buffered(1, "b"));
        channels.put("nil", Channel.nil());
        List<Receiver<String>> chosen = INPUTS.get(inputs).stream().<Receiver<String>>map(channels::get).toList();
        CompletableFuture<OrChannel<String>> made = new CompletableFuture<>();
        return op -> switch (op.name()) {
            case "any" -> {
                made.complete(OrChannel.any(chosen));
                yield "0 ok";
            }
            case "await" -> await(made.join());
            case "cancel" -> {
                OrChannel<String> or = made.join();
                or.close();
                yield outcome(or);
            }
            default -> plain(channels.get(op.args().get(0)), op);
        };
    }

    private static String await(OrChannel<String> or) {
        try {
            or.done().receive();
            return outcome(or);
        } catch (InterruptedException e) {
            return "0 interrupted";
        }
    }

    private static String outcome(OrChannel<String> or) {
        return or.firing().map(f -> f.input() + 1 + " " + (f.brought().isClosed() ? "closed" : f.brought().orNull())).orElse("0 cancelled");
    }

    private static String plain(Channel<String> channel, Op op) {
        try {
            switch (op.name()) {
                case "send" -> {
                    channel.send(op.args().get(1));
                    return "1 sent";
                }
                case "recv" -> {
                    String value = channel.receive();
                    return value == null ? "1 closed" : "1 " + value;
                }
                case "close" -> {
                    channel.close();
                    return "0 ok";
                }
                default -> throw unknown(op);
            }
        } catch (InterruptedException e) {
            return "0 interrupted";
        } catch (SendOnClosedChannelException e) {
            return "1 send on closed channel";
        } catch (CloseOfClosedChannelException e) {
            return "0 close of closed channel";
        }
    }

    private static IllegalArgumentException unknown(Op op) {
        return new IllegalArgumentException(op + " is none of any, await, cancel, send, recv, close");
    }
}
