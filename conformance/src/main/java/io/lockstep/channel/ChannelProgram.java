package io.lockstep.channel;

import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.conformance.runner.Rooms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs on a channel.
 *
 * <p>Their operations are {@code send(a)}, {@code recv}, {@code sendFor(a, 50us)}, {@code recvFor(50us)},
 * {@code trySend(a)}, {@code tryRecv}, {@code close} and {@code len}; a timed one whose time is not
 * positive counts as its try form. Results are a received value itself or the words of the
 * specification.
 *
 * @param capacity that of the channel, or {@link #NIL}
 * @param values   the values that programs may send
 */
public record ChannelProgram(int capacity, List<String> values) implements Room {

    /** The capacity of the nil channel. */
    public static final int NIL = ChannelCore.NIL;

    /** The operations of a channel, in the specification's words. */
    public static final List<String> OPERATIONS =
            List.of("send", "recv", "sendFor", "recvFor", "trySend", "tryRecv", "close", "len");

    private static final String NONE = "-";

    /** Copies the values. */
    public ChannelProgram {
        values = List.copyOf(values);
    }

    /** Programs on a channel with one slot, for those who find rooms by name. */
    public ChannelProgram() {
        this(1, List.of("a", "b", "c"));
    }

    @Override
    public String name() {
        return "channel";
    }

    @Override
    public Model model(int tasks) {
        return model(capacity, values, tasks);
    }

    /**
     * The model of a channel.
     *
     * @param capacity its capacity, or {@link #NIL}
     * @param values   the values that may be sent
     * @param tasks    how many tasks use it
     * @return the model
     */
    public static Model model(int capacity, List<String> values, int tasks) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("Task", Model.strings(Program.names(tasks)));
        constants.put("Val", Model.strings(values));
        constants.put("Cap", Integer.toString(Math.max(capacity, 0)));
        constants.put("Nil", capacity == NIL ? "TRUE" : "FALSE");
        constants.put("Ops", Model.strings(OPERATIONS));
        return new Model(Rooms.root().resolve("specs/channel/Channel.tla"), constants);
    }

    @Override
    public Subject create() {
        Channel<String> channel = capacity == NIL ? Channel.nil() : Channel.buffered(capacity);
        return op -> perform(channel, op);
    }

    @Override
    public List<String> call(Op op) {
        return called(op);
    }

    /**
     * What the specification's {@code Call} is told.
     *
     * @param op an operation of a channel
     * @return its name there and its operand
     */
    public static List<String> called(Op op) {
        return switch (op.name()) {
            case "send", "trySend" -> List.of(op.name(), op.args().get(0));
            case "sendFor" -> List.of(op.time().isPositive() ? "sendFor" : "trySend", op.args().get(0));
            case "recvFor" -> List.of(op.time().isPositive() ? "recvFor" : "tryRecv", NONE);
            case "recv", "tryRecv", "close", "len" -> List.of(op.name(), NONE);
            default -> throw new IllegalArgumentException("a channel has no operation " + op + "; it has "
                    + String.join(", ", OPERATIONS));
        };
    }

    private static String perform(Channel<String> channel, Op op) {
        try {
            return switch (op.name()) {
                case "send" -> {
                    channel.send(op.args().get(0));
                    yield "sent";
                }
                case "recv" -> {
                    String value = channel.receive();
                    yield value == null ? "closed" : value;
                }
                case "sendFor" -> channel.send(op.args().get(0), op.time()) ? "sent" : inVain(op);
                case "recvFor" -> result(channel.receive(op.time()), inVain(op));
                case "trySend" -> channel.trySend(op.args().get(0)) ? "sent" : "not ready";
                case "tryRecv" -> result(channel.tryReceive(), "not ready");
                case "close" -> {
                    channel.close();
                    yield "ok";
                }
                case "len" -> Integer.toString(channel.len());
                default -> throw new IllegalArgumentException("a channel has no operation " + op);
            };
        } catch (InterruptedException e) {
            return "interrupted";
        } catch (SendOnClosedChannelException e) {
            return "send on closed channel";
        } catch (CloseOfClosedChannelException e) {
            return "close of closed channel";
        } catch (CloseOfNilChannelException e) {
            return "close of nil channel";
        }
    }

    private static String inVain(Op op) {
        return op.time().isPositive() ? "timed out" : "not ready";
    }

    private static String result(Received<String> received, String otherwise) {
        return switch (received) {
            case Received.Value<String>(String value) -> value;
            case Received.Closed<String> closed -> "closed";
            case Received.NotReady<String> notReady -> otherwise;
        };
    }
}
