package io.lockstep.select;

import io.lockstep.channel.Channel;
import io.lockstep.channel.CloseOfClosedChannelException;
import io.lockstep.channel.Received;
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

/**
 * Programs of selects and plain operations over three channels: x and y are unbuffered, b has one slot.
 *
 * <p>Their operations are {@code select(x?/y!b)}, {@code select(x?/y!b, 50us)}, {@code select(x?, default)},
 * {@code send(x, a)}, {@code recv(x)}, {@code sendFor(x, a, 50us)}, {@code recvFor(x, 50us)},
 * {@code trySend(x, a)}, {@code tryRecv(x)} and {@code close(x)}. Results are the number of the case that
 * happened, 0 for none, and what it brought: {@code 2 a}, {@code 1 sent}, {@code 0 default}.
 *
 * @param forms the calls that programs may make, by their names in module {@code MCSelect}
 */
public record SelectProgram(List<String> forms) implements Room {

    /** Every call that the module knows but those that are only there for small models. */
    public static final List<String> FORMS = List.of("x!a", "x?", "y!b", "y?", "b!a", "b?", "x?:timed", "y!b:timed",
            "x?/y?:timed", "y?/x?", "x!a/y!b", "x!a/y?", "x?/y!b:timed", "x?/x!b", "x!b/x?", "x?/x?", "b!b/b?", "x?/b!b", "x?/nil!a",
            "nil?:timed", "x?/y?/b?", "x!b/y!a/b!b:timed", "y?/x!a/b!b/b?", "none", "x?/y?:default", "x!a:default",
            "b!a:default", "b?:default", "y!b/x?:default", "x#", "y#", "b#");

    private static final List<String> CHANNELS = List.of("x", "y", "b");
    private static final String NIL = "nil";

    /** Copies the forms. */
    public SelectProgram {
        forms = List.copyOf(forms);
    }

    /** Programs of all calls. */
    public SelectProgram() {
        this(FORMS);
    }

    @Override
    public String name() {
        return "select";
    }

    @Override
    public Model model(int tasks) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("Task", Model.strings(Program.names(tasks)));
        constants.put("Chan", Model.strings(CHANNELS));
        constants.put("Val", Model.strings(List.of("a", "b")));
        constants.put("Form", Model.strings(forms));
        return new Model(Rooms.root().resolve("specs/select/MCSelect.tla"), constants,
                Map.of("CapOf", "MCCapOf", "Shape", "MCShape"));
    }

    @Override
    public List<String> call(Op op) {
        List<String> args = op.args();
        return List.of(switch (op.name()) {
            case "select" -> args.size() == 1 ? args.get(0) : args.get(0) + (args.get(1).equals("default") ? ":default" : ":timed");
            case "send" -> args.get(0) + "!" + args.get(1);
            case "recv" -> args.get(0) + "?";
            case "sendFor" -> args.get(0) + "!" + args.get(1) + ":timed";
            case "recvFor" -> args.get(0) + "?:timed";
            case "trySend" -> args.get(0) + "!" + args.get(1) + ":default";
            case "tryRecv" -> args.get(0) + "?:default";
            case "close" -> args.get(0) + "#";
            default -> throw unknown(op);
        });
    }

    @Override
    public List<String> returned(String result) {
        return List.of(result.split(" ", 2));
    }

    @Override
    public Labelling labelling() {
        return SelectLabels::label;
    }

    @Override
    public Subject create() {
        Map<String, Channel<String>> channels = new LinkedHashMap<>();
        channels.put("x", Channel.unbuffered("x"));
        channels.put("y", Channel.unbuffered("y"));
        channels.put("b", Channel.buffered(1, "b"));
        channels.put(NIL, Channel.nil());
        return op -> perform(channels, op);
    }

    private static String perform(Map<String, Channel<String>> channels, Op op) {
        if (op.name().equals("select")) return select(channels, op);
        Channel<String> channel = channels.get(op.args().get(0));
        try {
            return switch (op.name()) {
                case "send" -> {
                    channel.send(op.args().get(1));
                    yield "1 sent";
                }
                case "recv" -> "1 " + orClosed(channel.receive());
                case "sendFor" -> channel.send(op.args().get(1), op.time()) ? "1 sent" : "0 timed out";
                case "recvFor" -> result(channel.receive(op.time()), "0 timed out");
                case "trySend" -> channel.trySend(op.args().get(1)) ? "1 sent" : "0 default";
                case "tryRecv" -> result(channel.tryReceive(), "0 default");
                case "close" -> {
                    channel.close();
                    yield "0 ok";
                }
                default -> throw unknown(op);
            };
        } catch (InterruptedException e) {
            return "0 interrupted";
        } catch (SendOnClosedChannelException e) {
            return "1 send on closed channel";
        } catch (CloseOfClosedChannelException e) {
            return "0 close of closed channel";
        }
    }

    private static String select(Map<String, Channel<String>> channels, Op op) {
        List<SelectCall.Case> cases = SelectCall.parse(op.args().get(0)).cases();
        Select.Cases<String> select = Select.cases();
        for (int i = 0; i < cases.size(); i++) {
            SelectCall.Case c = cases.get(i);
            int number = i + 1;
            Channel<String> channel = channels.get(c.channel());
            if (c.sends()) select.send(channel, c.value(), () -> number + " sent");
            else select.receive(channel, value -> number + " " + orClosed(value));
        }
        if (op.args().size() > 1) {
            if (op.args().get(1).equals("default")) select.otherwise(() -> "0 default");
            else select.after(op.time(), () -> "0 timed out");
        }
        try {
            return select.run();
        } catch (InterruptedException e) {
            return "0 interrupted";
        } catch (SendOnClosedChannelException e) {
            return failed(cases, e) + " send on closed channel";
        }
    }

    /** The exception names the channel, and no form sends twice on one. */
    private static int failed(List<SelectCall.Case> cases, SendOnClosedChannelException e) {
        for (int i = 0; i < cases.size(); i++) {
            if (cases.get(i).sends() && e.getMessage().contains(": " + cases.get(i).channel() + ";")) return i + 1;
        }
        throw new IllegalStateException("the exception names none of the channels sent to", e);
    }

    private static String orClosed(String value) {
        return value == null ? "closed" : value;
    }

    private static String result(Received<String> received, String otherwise) {
        return switch (received) {
            case Received.Value<String>(String value) -> "1 " + value;
            case Received.Closed<String> closed -> "1 closed";
            case Received.NotReady<String> notReady -> otherwise;
        };
    }

    private static IllegalArgumentException unknown(Op op) {
        return new IllegalArgumentException(op + " is none of select, send, recv, sendFor, recvFor, trySend, tryRecv, close");
    }
}
