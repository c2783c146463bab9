package io.lockstep.orchannel;

import io.lockstep.channel.Channel;
import io.lockstep.channel.CloseOfClosedChannelException;
import io.lockstep.channel.Received;
import io.lockstep.channel.Receiver;
import io.lockstep.seam.Seam;
import io.lockstep.select.Select;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The or-channel: fires when the first of its inputs has a value or is closed. Its {@link #done()} is
 * a channel that is closed then.
 *
 * {@snippet :
 * try (OrChannel<Void> stop = OrChannel.anyDone(shutdown, disconnected, deadline)) {
 *     while (!stop.done().tryReceive().isClosed()) work();
 * }
 * }
 *
 * <p>There may be any number of inputs. The same input may occur several times; the nil channel never
 * fires. Without an input that could fire, nothing but {@link #close()} ends the wait. The result is
 * always a channel of its own, never one of the inputs. Or-channels may be inputs of others, by their
 * {@code done()}.
 *
 * <h2>What happens to a value</h2>
 * An or-channel that fires takes at most one value, from the one input that fires it; {@link #firing()}
 * tells which input that was, and has the value. From all other inputs it takes nothing. If several
 * inputs are ready, each is chosen with the same probability. An or-channel of done channels
 * ({@link #anyDone}) takes nothing at all, for these carry no values: they can only be closed.
 *
 * <h2>Tasks, and how they end</h2>
 * If no input is ready at once, one virtual thread waits for all of them, however many there are. It
 * ends when the or-channel fires, and when it is cancelled by {@link #close()}; until then inputs
 * that never fire hold on to it, so close what you do not wait for any more. Whoever waits on
 * {@code done()} is released by both: it is closed as well when the or-channel is cancelled, and
 * {@link #firing()} tells the two apart. An or-channel that has fired can no longer be cancelled. To
 * another one that is built on its {@code done()}, a cancel is a close as any other: it fires that.
 *
 * <p>A cancel does not come before the inputs: until the task has noticed it, an input that is ready may
 * still fire, and lose a value, which {@link #firing()} has. When {@code close()} returns, the outcome is
 * final: no input will lose a value to this or-channel.
 *
 * <h2>Interrupts and memory</h2>
 * The task is nobody's to interrupt; interrupts of the thread that makes the or-channel do not reach it.
 * What happens before the send or the close that fires an or-channel happens before a receive that
 * finds {@code done()} closed.
 *
 * <p>Specified by {@code specs/orchannel/OrChannel.tla}, beside the recursive function of Go programmers
 * ({@code OrChannelRecursive.tla}), which needs n/2 goroutines, cannot be cancelled and may write into
 * its caller's array.
 *
 * @param <T> the type of the inputs' values
 */
public final class OrChannel<T> implements AutoCloseable {
    /*
     * One select over all inputs and `cancel` decides, once: at construction without waiting, or else
     * in the task. Whatever it takes is stored in `firing` before `done` is closed. There is no other
     * state: `cancel` is closed by the first close(), and `done` by whoever ran the select that decided.
     *
     * A close() waits for `done`, because a sender may hand its value to the task as long as the task
     * has not noticed the cancel. It waits for the task to run, never for an input.
     *
     * If no input can fire, nobody needs to wait, and `cancel` is `done` itself.
     *
     * The select, and with it the inputs, is known to begin() and to the task alone: an or-channel that
     * has ended keeps none of them.
     */
    private static final int NAMED = 3; // inputs that a name mentions; more do not help in a thread dump
    private static final int LONGEST = 60; // characters of a name; or-channels of or-channels have long ones

    private final String name;
    private final Channel<Void> done;
    private final Receiver<Void> doneView;
    private final Channel<Void> cancel;
    private volatile Firing<T> firing;

    private OrChannel(List<? extends Receiver<?>> inputs) {
        name = name(inputs);
        done = Channel.unbuffered(name);
        doneView = done.receiveOnly();
        boolean live = !inputs.stream().allMatch(OrChannel::isNil);
        cancel = live ? Channel.unbuffered(name + " cancel") : done;
    }

    /**
     * An or-channel of inputs that may carry values.
     *
     * @param <T>    the type of the values
     * @param inputs what fires it, none of them null; the array is neither kept nor changed
     * @return a new or-channel, which has fired already if an input is ready now
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // what is in the array is copied, and it goes nowhere
    public static <T> OrChannel<T> any(Receiver<? extends T>... inputs) {
        return any(Arrays.asList(inputs));
    }

    /**
     * An or-channel of inputs that may carry values.
     *
     * @param <T>    the type of the values
     * @param inputs what fires it, none of them null; in the order of the collection
     * @return a new or-channel, which has fired already if an input is ready now
     */
    public static <T> OrChannel<T> any(Collection<? extends Receiver<? extends T>> inputs) {
        List<Receiver<? extends T>> all = new ArrayList<>(inputs); // read once: what is checked is what is used
        for (Receiver<?> input : all) Objects.requireNonNull(input, "input; for one that never fires use Channel.nil()");
        OrChannel<T> or = new OrChannel<>(all);
        or.begin(all);
        return or;
    }

    /**
     * An or-channel of done channels: it consumes nothing, because there is nothing to consume.
     *
     * @param inputs what fires it by being closed, none of them null; the array is neither kept nor changed
     * @return a new or-channel, which has fired already if an input is closed now
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // what is in the array is copied, and it goes nowhere
    public static OrChannel<Void> anyDone(Receiver<Void>... inputs) {
        return any(Arrays.asList(inputs));
    }

    /**
     * An or-channel of done channels: it consumes nothing, because there is nothing to consume.
     *
     * @param inputs what fires it by being closed, none of them null
     * @return a new or-channel, which has fired already if an input is closed now
     */
    public static OrChannel<Void> anyDone(Collection<? extends Receiver<Void>> inputs) {
        return any(inputs);
    }

    /**
     * The result: a channel that is closed when this or-channel fires or is cancelled, and that nothing
     * is ever sent on.
     *
     * @return always the same channel, none of the inputs
     */
    public Receiver<Void> done() {
        return doneView;
    }

    /**
     * What fired this or-channel. Final once {@link #done()} is closed, and set before that.
     *
     * @return the input and what it brought; empty if no input has fired: none yet, or, if
     *         {@code done()} is closed, none before the cancel
     */
    public Optional<Firing<T>> firing() {
        Firing<T> what = firing;
        Seam.event(this, "Tell", null);
        return Optional.ofNullable(what);
    }

    /**
     * Cancels, unless an input has fired, and returns when the task has let go of all inputs. That does
     * not depend on anybody but the task itself. Ignores interrupts; may be called any number of times,
     * by any thread.
     */
    @Override
    public void close() {
        try {
            cancel.close();
        } catch (CloseOfClosedChannelException e) {
            // Somebody was first; the end is awaited all the same.
        }
        Seam.event(this, "Await", null);
        boolean interrupted = Thread.interrupted();
        while (!awaited()) interrupted = true;
        if (interrupted) Thread.currentThread().interrupt();
    }

    /**
     * The name, and what has become of it: for people, not for programs.
     *
     * @return for instance {@code OrChannel[or(stop, quit), waiting]}
     */
    @Override
    public String toString() {
        boolean ended = done.tryReceive().isClosed();
        Firing<T> what = firing;    // read last: it is set before done is closed
        return "OrChannel[" + name + (what != null ? ", fired by input " + what.input() : ended ? ", cancelled" : ", waiting") + "]";
    }

    /** Fires if an input is ready, else waits, in a task if there is anything to wait for. */
    private void begin(List<? extends Receiver<? extends T>> inputs) {
        Select<Firing<T>> first = Select.<Firing<T>>cases()
                .<T>receiveAny(inputs, input -> value -> new Firing<>(input, received(value)))
                .receive(cancel, closed -> null)
                .build();
        Firing<T> ready = first.runNow();
        if (ready != null) {
            fire(ready);
            return;
        }
        Seam.event(this, "Start", null);
        if (cancel != done) Seam.unstarted(name, () -> await(first)).start();
    }

    /** The task: waits for the first input, or the cancel. */
    private void await(Select<Firing<T>> first) {
        for (;;) {
            try {
                fire(first.run());
                return;
            } catch (InterruptedException e) {
                // Nobody has a reason to interrupt this thread, and the wait is not over.
            }
        }
    }

    /** Ends the wait. @param what fired; null if it was the cancel */
    private void fire(Firing<T> what) {
        firing = what;
        Seam.event(this, what == null ? "Stop" : "Fire", null);
        done.close();
    }

    /** Waits for the end. @return false if interrupted */
    private boolean awaited() {
        try {
            done.receive();
            return true;
        } catch (InterruptedException e) {
            Seam.event(this, "Again", null);
            return false;
        }
    }

    private static <T> Received<T> received(T value) {
        return value == null ? Received.closed() : new Received.Value<>(value);
    }

    private static boolean isNil(Receiver<?> input) {
        return input.equals(Channel.nil()) || input.equals(Channel.nil().receiveOnly());
    }

    private static String name(List<? extends Receiver<?>> inputs) {
        StringBuilder text = new StringBuilder("or(");
        for (int i = 0; i < Math.min(inputs.size(), NAMED); i++) text.append(i == 0 ? "" : ", ").append(inputs.get(i).name());
        if (inputs.size() > NAMED) text.append(", and ").append(inputs.size() - NAMED).append(" more");
        text.append(")");
        return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST) + "…";
    }

    /**
     * What fired an or-channel.
     *
     * @param <T>     the type of the inputs' values
     * @param input   the position of the input, from 0
     * @param brought the value that was taken from it, or {@link Received.Closed}
     */
    public record Firing<T>(int input, Received<T> brought) {
    }
}
