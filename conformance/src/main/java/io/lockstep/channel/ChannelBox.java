package io.lockstep.channel;

import io.lockstep.conformance.blackbox.NotOfferedException;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Room;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;

/**
 * An adapter that plugs somebody else's channel into the checks: how to make one and how to carry out
 * the operations that it has, select among them. What it has not is left out.
 *
 * {@snippet :
 * ChannelBox.of("ArrayBlockingQueue", capacity -> new ArrayBlockingQueue<String>(capacity), 1, 2)
 *         .can("send", (q, value, time) -> { q.put(value); return SENT; })
 *         .can("recv", (q, value, time) -> q.take())
 *         .can("trySend", (q, value, time) -> q.offer(value) ? SENT : NOT_READY);
 * }
 *
 * @param <C> the type of the channels, of strings
 */
public final class ChannelBox<C> {

    /** A send has handed over or stored its value. */
    public static final String SENT = "sent";
    /** A receive found the channel closed and drained. */
    public static final String CLOSED = "closed";
    /** A try-operation could not proceed. */
    public static final String NOT_READY = "not ready";
    /** A timed operation could not proceed in time. */
    public static final String TIMED_OUT = "timed out";
    /** A close has closed the channel. */
    public static final String OK = "ok";
    /** A send found the channel closed. */
    public static final String SEND_ON_CLOSED = "send on closed channel";
    /** A close found the channel closed. */
    public static final String CLOSE_OF_CLOSED = "close of closed channel";
    /** A blocking operation was interrupted; the adapter may as well throw InterruptedException. */
    public static final String INTERRUPTED = "interrupted";
    /** A select found nothing ready and did not wait. */
    public static final String DEFAULT = "default";

    /** What {@link #requires} calls the ability to select. */
    public static final String SELECT = "select";
    /** What {@link #requires} calls a channel that is never ready. */
    public static final String NIL = "nil";

    /**
     * How a channel carries out an operation.
     *
     * @param <C> the type of the channel
     */
    @FunctionalInterface
    public interface Operation<C> {

        /**
         * Carries it out in the calling thread.
         *
         * @param channel the channel
         * @param value   what to send, or null
         * @param time    how long to wait, or null
         * @return one of the outcomes above, a received value, or a length
         * @throws Exception InterruptedException if interrupted; anything else breaks a promise
         */
        String perform(C channel, String value, Duration time) throws Exception;
    }

    /**
     * One case of a select.
     *
     * @param <C>     the type of the channel
     * @param channel the channel
     * @param value   what to send; null to receive
     */
    public record Case<C>(C channel, String value) {

        /**
         * Whether it sends.
         *
         * @return false if it receives
         */
        public boolean sends() {
            return value != null;
        }
    }

    /**
     * What a select has done.
     *
     * @param at      the case that has happened, from 1; 0 for none
     * @param outcome a received value or one of the outcomes above
     */
    public record Chosen(int at, String outcome) {
        @Override
        public String toString() {
            return at + " " + outcome;
        }
    }

    /**
     * How a channel library carries out a select.
     *
     * @param <C> the type of its channels
     */
    @FunctionalInterface
    public interface Selection<C> {

        /**
         * Carries it out in the calling thread.
         *
         * @param cases the cases, in their order
         * @param time  how long to wait: null as long as it takes, zero not at all, which is the default
         * @return what has happened
         * @throws Exception InterruptedException if interrupted; anything else breaks a promise
         */
        Chosen select(List<Case<C>> cases, Duration time) throws Exception;
    }

    private final String name;
    private final IntFunction<C> make;
    private final List<Integer> capacities;
    private final Map<String, Operation<C>> operations;
    private final Selection<C> selection; // null if it has none
    private final C nil;                  // null if it has none

    private ChannelBox(String name, IntFunction<C> make, List<Integer> capacities, Map<String, Operation<C>> operations,
                       Selection<C> selection, C nil) {
        this.name = name;
        this.make = make;
        this.capacities = capacities;
        this.operations = operations;
        this.selection = selection;
        this.nil = nil;
    }

    /**
     * An adapter without operations.
     *
     * @param <C>        the type of the channels
     * @param name       shown in tables
     * @param make       makes a channel of a capacity
     * @param capacities those to be tested; 0 means unbuffered
     * @return the adapter
     */
    public static <C> ChannelBox<C> of(String name, IntFunction<C> make, Integer... capacities) {
        return new ChannelBox<>(name, make, List.of(capacities), Map.of(), null, null);
    }

    /**
     * The adapter with one more operation, or with another way to carry it out.
     *
     * @param operation its name, one of {@link ChannelProgram#OPERATIONS}
     * @param how       carries it out
     * @return a new adapter
     */
    public ChannelBox<C> can(String operation, Operation<C> how) {
        if (!ChannelProgram.OPERATIONS.contains(operation)) {
            throw new IllegalArgumentException("a channel has no operation " + operation + "; it has "
                    + String.join(", ", ChannelProgram.OPERATIONS));
        }
        Map<String, Operation<C>> more = new LinkedHashMap<>(operations);
        more.put(operation, how);
        return new ChannelBox<>(name, make, capacities, more, selection, nil);
    }

    /**
     * The adapter with a select, or with another way to carry it out.
     *
     * @param how carries it out
     * @return a new adapter
     */
    public ChannelBox<C> selects(Selection<C> how) {
        return new ChannelBox<>(name, make, capacities, operations, how, nil);
    }

    /**
     * The adapter with a channel that is never ready.
     *
     * @param channel the nil channel
     * @return a new adapter
     */
    public ChannelBox<C> withNil(C channel) {
        return new ChannelBox<>(name, make, capacities, operations, selection, channel);
    }

    /**
     * The same operations on channels that are made in another way.
     *
     * @param other makes a channel of a capacity
     * @return a new adapter
     */
    public ChannelBox<C> made(IntFunction<C> other) {
        return new ChannelBox<>(name, other, capacities, operations, selection, nil);
    }

    /**
     * The name shown in tables.
     *
     * @return what was given
     */
    public String name() {
        return name;
    }

    /**
     * The capacities to be tested.
     *
     * @return what was given
     */
    List<Integer> capacities() {
        return capacities;
    }

    /**
     * Ends the check of a promise unless the channel has all that it is about.
     *
     * @param needed operations, {@link #SELECT} or {@link #NIL}
     * @throws NotOfferedException if one is missing
     */
    public void requires(Set<String> needed) throws NotOfferedException {
        for (String operation : needed) {
            boolean has = switch (operation) {
                case SELECT -> selection != null;
                case NIL -> nil != null;
                default -> operations.containsKey(operation);
            };
            if (!has) throw new NotOfferedException("no " + operation);
        }
    }

    /**
     * A fresh channel.
     *
     * @param capacity its capacity
     * @return the channel
     */
    public C make(int capacity) {
        return make.apply(capacity);
    }

    /**
     * The channel that is never ready.
     *
     * @return what was given, or null
     */
    public C nil() {
        return nil;
    }

    /**
     * Carries out a select.
     *
     * @param cases the cases
     * @param time  how long to wait, as {@link Selection#select} is told
     * @return what has happened
     */
    public Chosen select(List<Case<C>> cases, Duration time) {
        try {
            return selection.select(cases, time);
        } catch (InterruptedException e) {
            return new Chosen(0, INTERRUPTED);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(name + ": " + SELECT, e);
        }
    }

    /** A channel to carry out operations on. */
    Room.Subject open(int capacity) {
        C channel = make.apply(capacity);
        return op -> perform(channel, op);
    }

    /** What a send of null gives. */
    String sendNull(int capacity) {
        return perform(make.apply(capacity), "send", null, null);
    }

    /** Programs on channels of a capacity. */
    Room room(int capacity) {
        return new Room() {
            @Override
            public String name() {
                return "channel";
            }

            @Override
            public Model model(int tasks) {
                return ChannelProgram.model(capacity, ChannelPromises.VALUES, tasks);
            }

            @Override
            public Subject create() {
                return open(capacity);
            }

            @Override
            public List<String> call(Op op) {
                return ChannelProgram.called(op);
            }
        };
    }

    private String perform(C channel, Op op) {
        boolean timed = op.name().endsWith("For");
        boolean sends = Set.of("send", "sendFor", "trySend").contains(op.name());
        return perform(channel, op.name(), sends ? op.args().get(0) : null, timed ? op.time() : null);
    }

    /**
     * Carries out an operation.
     *
     * @param channel   the channel
     * @param operation its name, one of {@link ChannelProgram#OPERATIONS}
     * @param value     what to send, or null
     * @param time      how long to wait, or null
     * @return its outcome
     */
    public String perform(C channel, String operation, String value, Duration time) {
        try {
            return operations.get(operation).perform(channel, value, time);
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(name + ": " + operation, e);
        }
    }
}
