package io.lockstep.channel;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Patience;
import io.lockstep.waiter.Port;
import io.lockstep.waiter.Ports;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.Waiter;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A channel of the Go language, for virtual and platform threads: values go from senders to
 * receivers, each to exactly one, in the order in which they were sent.
 *
 * <p>An <em>unbuffered</em> channel hands a value over when a sender and a receiver meet; whoever
 * comes first waits. A <em>buffered</em> one lets senders run ahead by its capacity. The
 * <em>nil</em> channel is never ready: operations on it wait for ever.
 *
 * <p>Those who wait are served first come, first served, and nobody overtakes them: a value goes
 * straight to the receiver that has waited longest, and room in the buffer to the value of the
 * sender that has waited longest.
 *
 * {@snippet :
 * Channel<Integer> squares = Channel.buffered(100);
 * Thread.startVirtualThread(() -> {
 *     for (int i = 0; i < 100; i++) squares.trySend(i * i);
 *     squares.close();
 * });
 * for (int square : squares) System.out.println(square);
 * }
 *
 * <h2>Closing</h2>
 * After {@link #close()} buffered values can still be received; then receivers learn at once that
 * the channel is closed and drained. A send fails with {@link SendOnClosedChannelException}, also
 * one that waits at that moment. Only the one who knows that no more is sent should close.
 *
 * <h2>Interrupts and timeouts</h2>
 * A blocking operation whose thread is interrupted on entry throws {@link InterruptedException} and
 * has no effect. While it waits, exactly one of delivery, interrupt and timeout wins. If delivery
 * wins, the operation succeeds, and an interrupt that came as well stays pending in the thread's
 * flag. After an exception or a timeout the operation did not happen: no value is ever lost. A zero
 * or negative duration means the try form. Try forms ignore interrupts.
 *
 * <h2>Memory visibility</h2>
 * As in the Go memory model: what a thread did before a send happens before what the receiver of
 * that value does after its receive; what happened before a close happens before a receive that
 * reports it; on an unbuffered channel what happened before a receive also happens before the
 * completion of its send; and the k-th receive from a channel of capacity C happens before the
 * completion of the (k+C)-th send. {@link #len}, and operations that were not ready, order nothing.
 *
 * <p>Specified by {@code specs/channel/Channel.tla}; follows Go's {@code runtime/chan.go}.
 *
 * @param <T> the type of the values; {@code null} is not one of them
 */
public final class Channel<T> implements Sender<T>, Receiver<T> {
    /*
     * The shell around ChannelCore. An operation enters the section, lets the core take one action,
     * leaves, and wakes those whom that action has completed. If the action was to park, it then
     * waits on its own waiter. A try that cannot proceed mostly learns so without entering; it changes nothing
     * and wakes nobody. Deciding between delivery and withdrawal is left to the core, inside
     * the section: whoever comes first there has won.
     *
     * Waking comes after leaving, so that nobody wakes up only to wait for the lock. A waiter that
     * sees its completion before it is woken returns at once; the permit that then arrives late is
     * harmless (Waiter, invariant 5).
     */

    /**
     * The largest capacity, in values. A larger one is a mistake and no buffer: its ring alone would
     * take over 256 MiB.
     */
    public static final int MAX_CAPACITY = 1 << 26;

    private static final Channel<Object> NIL = new Channel<>(ChannelCore.NIL, "nil");

    static {
        Ports.install(Channel::port);
    }

    final Section section = new Section();
    final ChannelCore core;
    final Patience patience; // null if it does not pay to look: docs/adr/0002
    private final String name;

    private Channel(int capacity, String name) {
        this.core = new ChannelCore(capacity);
        this.patience = capacity == 0 ? new Patience() : null;
        this.name = name;
    }

    /**
     * A channel on which every send meets a receive.
     *
     * @param <T> the type of the values
     * @return a new, open channel
     */
    public static <T> Channel<T> unbuffered() {
        return new Channel<>(0, null);
    }

    /**
     * An {@linkplain #unbuffered() unbuffered channel} with a name for messages and dumps.
     *
     * @param <T>  the type of the values
     * @param name shown wherever the channel is
     * @return a new, open channel
     */
    public static <T> Channel<T> unbuffered(String name) {
        return new Channel<>(0, Objects.requireNonNull(name, "name"));
    }

    /**
     * A channel that holds values for which no receiver has come yet.
     *
     * @param <T>      the type of the values
     * @param capacity how many values it holds, 0 … {@link #MAX_CAPACITY}; 0 makes it unbuffered
     * @return a new, open channel
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public static <T> Channel<T> buffered(int capacity) {
        return new Channel<>(checked(capacity), null);
    }

    /**
     * A {@linkplain #buffered(int) buffered channel} with a name for messages and dumps.
     *
     * @param <T>      the type of the values
     * @param capacity how many values it holds, 0 … {@link #MAX_CAPACITY}; 0 makes it unbuffered
     * @param name     shown wherever the channel is
     * @return a new, open channel
     * @throws IllegalArgumentException if the capacity is out of range
     */
    public static <T> Channel<T> buffered(int capacity, String name) {
        return new Channel<>(checked(capacity), Objects.requireNonNull(name, "name"));
    }

    /**
     * The nil channel: never ready, and a close of it fails. There is one.
     *
     * @param <T> the type of the values that it never carries
     * @return the nil channel
     */
    @SuppressWarnings("unchecked") // no value of type T ever enters or leaves it
    public static <T> Channel<T> nil() {
        return (Channel<T>) NIL;
    }

    private static Port port(Object face) {
        return new ChannelPort(switch (face) {
            case Channel<?> channel -> channel;
            case SendOnly<?> view -> view.channel();
            case ReceiveOnly<?> view -> view.channel();
            default -> throw new IllegalArgumentException("not a channel: " + face);
        });
    }

    private static int checked(int capacity) {
        if (capacity < 0 || capacity > MAX_CAPACITY) {
            throw new IllegalArgumentException("makechan: size out of range: " + capacity
                    + "; a channel holds 0 to " + MAX_CAPACITY + " values");
        }
        return capacity;
    }

    /**
     * This channel for those who may only send, and close. The view cannot be cast back.
     *
     * @return a view, equal to every other send-only view of this channel
     */
    public Sender<T> sendOnly() {
        return new SendOnly<>(this);
    }

    /**
     * This channel for those who may only receive. The view cannot be cast back.
     *
     * @return a view, equal to every other receive-only view of this channel
     */
    public Receiver<T> receiveOnly() {
        return new ReceiveOnly<>(this);
    }

    @Override
    public void send(T value) throws InterruptedException {
        Objects.requireNonNull(value, NO_NULL);
        refuseInterrupted("send");
        sent(settle(sendSection(value, true), Waiter.FOREVER, "send"));
    }

    @Override
    public boolean send(T value, Duration timeout) throws InterruptedException {
        Objects.requireNonNull(value, NO_NULL);
        long nanos = nanos(timeout);
        if (nanos <= 0) return trySend(value);
        refuseInterrupted("send");
        long deadline = Waiter.deadline(nanos);
        return sent(settle(sendSection(value, true), deadline, "send"));
    }

    @Override
    public boolean trySend(T value) {
        Objects.requireNonNull(value, NO_NULL);
        return !isRefused(true) && sent(sendSection(value, false));
    }

    @Override
    public T receive() throws InterruptedException {
        refuseInterrupted("receive");
        Object outcome = settle(receiveSection(true), Waiter.FOREVER, "receive");
        return outcome == ChannelCore.CLOSED ? null : value(outcome);
    }

    @Override
    public Received<T> receive(Duration timeout) throws InterruptedException {
        long nanos = nanos(timeout);
        if (nanos <= 0) return tryReceive();
        refuseInterrupted("receive");
        long deadline = Waiter.deadline(nanos);
        return received(settle(receiveSection(true), deadline, "receive"));
    }

    @Override
    public Received<T> tryReceive() {
        return isRefused(false) ? Received.notReady() : received(receiveSection(false));
    }

    @Override
    public void close() {
        boolean done;
        Sudog woken;
        section.enter();
        try {
            done = core.close();
            woken = core.takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
        if (!done) {
            throw core.capacity == ChannelCore.NIL ? new CloseOfNilChannelException()
                                                   : new CloseOfClosedChannelException(name());
        }
    }

    @Override
    public int len() {
        section.enter();
        try {
            return core.length();
        } finally {
            section.exit();
        }
    }

    @Override
    public int cap() {
        return Math.max(core.capacity, 0);
    }

    @Override
    public String name() {
        return name != null ? name : "channel-" + section.id();
    }

    /**
     * The channel's name and, as of one moment, what it holds and who waits: for people, not for
     * programs.
     *
     * @return for instance {@code Channel[jobs, open, 2/16 buffered, 0 sending, 3 receiving]}
     */
    @Override
    public String toString() {
        if (core.capacity == ChannelCore.NIL) return "Channel[nil]";
        section.enter();
        try {
            return "Channel[" + name() + (core.isClosed() ? ", closed, " : ", open, ")
                    + core.count() + "/" + core.capacity + " buffered, "
                    + core.senders.size() + " sending, " + core.receivers.size() + " receiving]";
        } finally {
            section.exit();
        }
    }

    private static final String NO_NULL = "null cannot be sent: a receive returns null when the channel is closed"
            + " and drained; send an Optional or a marker of your own";

    /** Whether a try cannot proceed, as far as that can be told without the section. */
    private boolean isRefused(boolean sending) {
        return !Seam.observes() && core.refuses(sending);
    }

    private Object sendSection(T value, boolean block) {
        Object outcome;
        Sudog woken;
        section.enter();
        try {
            outcome = core.send(value, block);
            woken = core.takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
        return outcome;
    }

    private Object receiveSection(boolean block) {
        Object outcome;
        Sudog woken;
        section.enter();
        try {
            outcome = core.receive(block);
            woken = core.takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
        return outcome;
    }

    /** The final outcome of a section: waits if it was to park. */
    private Object settle(Object outcome, long deadline, String operation) throws InterruptedException {
        if (!(outcome instanceof Sudog sudog)) return outcome;
        switch (sudog.waiter.await(this, deadline, patience)) {
            case COMPLETED, NUDGED -> { }
            case INTERRUPTED -> {
                if (withdraw(sudog, "interrupted")) {
                    Thread.interrupted();
                    throw interrupted(operation);
                }
            }
            case TIMED_OUT -> {
                if (withdraw(sudog, "timed out")) return ChannelCore.NOT_READY;
            }
        }
        return core.resume(sudog);
    }

    private boolean withdraw(Sudog sudog, String why) {
        section.enter();
        try {
            return core.withdraw(sudog, why);
        } finally {
            section.exit();
        }
    }

    private void refuseInterrupted(String operation) throws InterruptedException {
        if (Thread.interrupted()) {
            Seam.event(core, "RefuseInterrupted", null);
            throw interrupted(operation);
        }
    }

    private InterruptedException interrupted(String operation) {
        return new InterruptedException(operation + " on " + name() + " interrupted; nothing was transferred");
    }

    private boolean sent(Object outcome) {
        if (outcome == ChannelCore.CLOSED) throw new SendOnClosedChannelException(name());
        return outcome == ChannelCore.SENT;
    }

    private Received<T> received(Object outcome) {
        if (outcome == ChannelCore.NOT_READY) return Received.notReady();
        if (outcome == ChannelCore.CLOSED) return Received.closed();
        return new Received.Value<>(value(outcome));
    }

    @SuppressWarnings("unchecked") // only values of type T enter the core
    private T value(Object outcome) {
        return (T) outcome;
    }

    private static long nanos(Duration timeout) {
        return TimeUnit.NANOSECONDS.convert(Objects.requireNonNull(timeout, "timeout"));
    }
}
