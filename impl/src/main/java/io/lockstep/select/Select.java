package io.lockstep.select;

import io.lockstep.channel.Receiver;
import io.lockstep.channel.Sender;
import io.lockstep.seam.Seam;
import io.lockstep.waiter.Patience;
import io.lockstep.waiter.Port;
import io.lockstep.waiter.Ports;
import io.lockstep.waiter.Waiter;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/**
 * Go's {@code select}: of several sends and receives exactly one happens, at one moment, and its
 * handler runs.
 *
 * {@snippet :
 * Select<String> next = Select.<String>cases()
 *         .receive(jobs, job -> "job " + job)
 *         .send(results, result, () -> "delivered")
 *         .after(Duration.ofSeconds(1), () -> "idle")
 *         .build();
 * String what = next.run();
 * }
 *
 * <p>If several cases are ready, each is chosen with the same probability; a channel that occurs k
 * times counts k times. If none is ready, the default happens if there is one; else the select
 * waits, until the first case becomes ready, the timeout passes or the thread is interrupted. Cases
 * that do not happen have no effect. The nil channel is never ready; a select on nothing else waits
 * for ever. A case on a closed channel is ready: a receive yields {@code null} or runs its closed
 * handler, a send throws {@link io.lockstep.channel.SendOnClosedChannelException}. A select that
 * waits both to send and to receive on a channel that is closed receives.
 *
 * <p>One select may contain the same channel several times, and sends and receives on it; it never
 * meets itself.
 *
 * <p>A select is built once and may run any number of times, by one thread at a time. Operands given
 * as suppliers are evaluated at each run, once each and in the order of the cases, before anything
 * is decided; a supplier that throws ends the run. Handlers run after the decision, outside every
 * lock, and may run this select again.
 *
 * <h2>Interrupts and memory</h2>
 * As for {@link io.lockstep.channel.Channel}: interrupted on entry it throws and nothing happens;
 * while it waits exactly one of a case, the interrupt and the timeout wins. A select that never waits,
 * for there is a default or a timeout that is not positive, ignores interrupts. The case that happened
 * has the memory effects of that send or receive; the others have none.
 *
 * <p>Specified by {@code specs/select/Select.tla}; follows Go's {@code runtime/select.go}.
 *
 * @param <R> the type of what the handlers return; {@link Void} if they return nothing
 */
public final class Select<R> {
    /*
     * The shell around SelectCore: evaluates operands, waits, runs handlers. The core's scratch
     * arrays serve one run at a time; `busy` turns a second thread away instead of mixing two runs.
     * It is free again when the handler starts.
     */
    private static final VarHandle BUSY;
    private static final int LISTED = 8; // cases that the text mentions

    static {
        try {
            BUSY = MethodHandles.lookup().findVarHandle(Select.class, "busy", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final List<Case<R>> cases;
    private final Port[] ports;
    private final SelectCore core;
    private final Patience patience; // null if it does not pay to look
    private final Supplier<? extends R> otherwise;
    private final long timeout; // nanoseconds, or FOREVER
    private final Supplier<? extends R> expired;
    private boolean busy;       // by BUSY only

    private Select(Cases<R> built) {
        this.cases = List.copyOf(built.cases);
        int n = cases.size();
        this.ports = new Port[n];
        boolean[] sending = new boolean[n];
        for (int i = 0; i < n; i++) {
            ports[i] = Ports.of(cases.get(i).channel);
            sending[i] = cases.get(i).operand != null;
        }
        this.core = new SelectCore(ports, sending);
        this.patience = core.patience();
        this.otherwise = built.otherwise;
        this.timeout = built.timeout;
        this.expired = built.expired;
    }

    /**
     * Starts a select.
     *
     * @param <R> the type of what the handlers return
     * @return a builder without cases
     */
    public static <R> Cases<R> cases() {
        return new Cases<>();
    }

    /**
     * Lets one case happen, and runs its handler.
     *
     * @return what the handler returned
     * @throws InterruptedException if the thread was interrupted before a case happened, unless there
     *                              is a default, or a timeout that is not positive
     * @throws io.lockstep.channel.SendOnClosedChannelException if the chosen case is a send on a
     *                              closed channel
     * @throws IllegalStateException if another thread is running this select
     */
    public R run() throws InterruptedException {
        if (otherwise != null || timeout <= 0) return runNow();
        if (Thread.interrupted()) {
            Seam.event(core, "RefuseInterrupted", null);
            throw interrupted();
        }
        begin();
        int chosen;
        Object outcome;
        try {
            long deadline = Waiter.deadline(timeout);
            chosen = settle(firstStep(), deadline);
            outcome = core.takeOutcome();
        } finally {
            end();
        }
        return chosen == SelectCore.NONE ? handled(expired) : handle(chosen, outcome);
    }

    /**
     * Lets a case happen that is ready at this moment, and runs its handler. Never waits, and ignores
     * interrupts.
     *
     * @return what the handler returned; if nothing is ready, what the default returned, else what the
     *         timeout handler returned, else null
     * @throws io.lockstep.channel.SendOnClosedChannelException if the chosen case is a send on a
     *                               closed channel
     * @throws IllegalStateException if another thread is running this select
     */
    public R runNow() {
        begin();
        int chosen;
        Object outcome;
        try {
            chosen = core.begin(false);
            outcome = core.takeOutcome();
        } finally {
            end();
        }
        if (chosen != SelectCore.NONE) return handle(chosen, outcome);
        return handled(otherwise != null ? otherwise : expired);
    }

    /** Takes possession of the scratch arrays and evaluates the operands. */
    private void begin() {
        if (!BUSY.compareAndSet(this, false, true)) {
            throw new IllegalStateException("this select is in use by another run; build one for each thread,"
                    + " and do not run it from its own operands");
        }
        try {
            for (int i = 0; i < ports.length; i++) {
                Supplier<?> operand = cases.get(i).operand;
                if (operand != null) core.values[i] = Objects.requireNonNull(operand.get(), NO_NULL);
            }
        } catch (Throwable e) {
            end();
            throw e;
        }
    }

    private static final String NO_NULL = "null cannot be sent: a receive returns null when the channel is closed";

    private void end() {
        Arrays.fill(core.values, null);
        BUSY.setRelease(this, false);
    }

    /**
     * The first step of a select that may wait. If nothing is ready it looks for a while, if that has paid, before it
     * joins the queues: to join several and to leave them again costs more than to find one who waits.
     */
    private int firstStep() {
        int step = core.takeReady();
        if (step == SelectCore.NONE && core.looksFirst() && patience.look(core)) step = core.takeReady();
        return step == SelectCore.NONE ? core.decide(true) : step;
    }

    /** Waits until the core has decided. */
    private int settle(int step, long deadline) throws InterruptedException {
        Patience left = core.looksFirst() ? null : patience;
        while (step == SelectCore.PARKED) {
            switch (core.waiter().await(this, deadline, left)) {
                case COMPLETED -> step = core.resume();
                case NUDGED -> step = core.notice();
                case INTERRUPTED -> {
                    if (core.withdraw("interrupted")) {
                        Thread.interrupted();
                        throw interrupted();
                    }
                    step = core.resume();
                }
                case TIMED_OUT -> step = core.withdraw("timed out") ? SelectCore.NONE : core.resume();
            }
        }
        return step;
    }

    /**
     * The first cases, by the names of their channels: for people, not for programs.
     *
     * @return for instance {@code Select[receive jobs, send results, default]}
     */
    @Override
    public String toString() {
        StringJoiner text = new StringJoiner(", ", "Select[", "]");
        for (Case<R> c : cases.subList(0, Math.min(cases.size(), LISTED))) {
            text.add((c.operand != null ? "send " : "receive ") + (c.channel instanceof Receiver<?> r ? r.name() : ((Sender<?>) c.channel).name()));
        }
        if (cases.size() > LISTED) text.add("… and " + (cases.size() - LISTED) + " more");
        if (otherwise != null) text.add("default");
        return text.toString();
    }

    private R handle(int chosen, Object outcome) {
        if (outcome == Port.CLOSED && cases.get(chosen).operand != null) throw ports[chosen].sendOnClosed();
        return cases.get(chosen).handler.apply(outcome == Port.CLOSED ? null : outcome);
    }

    private static <R> R handled(Supplier<? extends R> handler) {
        return handler == null ? null : handler.get();
    }

    private static InterruptedException interrupted() {
        return new InterruptedException("select interrupted; no case has happened");
    }

    /** One case: a send if it has an operand, else a receive. */
    private record Case<R>(Object channel, Supplier<?> operand, Function<Object, ? extends R> handler) {
    }

    /**
     * Collects the cases of a select, in the order in which they are written. The methods that begin
     * with {@code on} take handlers that return nothing; the select then returns null for them.
     *
     * @param <R> the type of what the handlers return
     */
    public static final class Cases<R> {
        private final List<Case<R>> cases = new ArrayList<>();
        private Supplier<? extends R> otherwise;
        private long timeout = Waiter.FOREVER;
        private Supplier<? extends R> expired;

        private Cases() {
        }

        /**
         * Receives a value.
         *
         * @param <T>     the type of the value
         * @param channel where from
         * @param handler gets the value, or null if the channel is closed and drained
         * @return this
         */
        public <T> Cases<R> receive(Receiver<? extends T> channel, Function<? super T, ? extends R> handler) {
            Objects.requireNonNull(channel, "channel; for a case that is never ready use Channel.nil()");
            Objects.requireNonNull(handler, "handler");
            cases.add(new Case<>(channel, null, value -> handler.apply(Select.<T>cast(value))));
            return this;
        }

        /**
         * Receives a value, or learns that none will come.
         *
         * @param <T>     the type of the value
         * @param channel where from
         * @param handler gets the value, never null
         * @param closed  runs instead if the channel is closed and drained
         * @return this
         */
        public <T> Cases<R> receive(Receiver<? extends T> channel, Function<? super T, ? extends R> handler,
                                    Supplier<? extends R> closed) {
            Objects.requireNonNull(handler, "handler");
            Objects.requireNonNull(closed, "closed");
            return this.<T>receive(channel, value -> value == null ? closed.get() : handler.apply(value));
        }

        /**
         * Receives a value from any of several channels; a case for each.
         *
         * @param <T>      the type of the values
         * @param channels where from, as of now
         * @param handler  gets the position of the channel in the list, then the value, or null if that
         *                 channel is closed and drained
         * @return this
         */
        public <T> Cases<R> receiveAny(List<? extends Receiver<? extends T>> channels,
                                       IntFunction<? extends Function<? super T, ? extends R>> handler) {
            for (int i = 0; i < channels.size(); i++) this.<T>receive(channels.get(i), handler.apply(i));
            return this;
        }

        /**
         * Sends a value that is known now.
         *
         * @param <T>     the type of the value
         * @param channel where to
         * @param value   not null
         * @param handler runs after the value has been sent
         * @return this
         */
        public <T> Cases<R> send(Sender<? super T> channel, T value, Supplier<? extends R> handler) {
            Objects.requireNonNull(value, NO_NULL);
            return sendFrom(channel, () -> value, handler);
        }

        /**
         * Sends a value that is evaluated at each run, before anything is decided.
         *
         * @param <T>     the type of the value
         * @param channel where to
         * @param value   not to return null
         * @param handler runs after the value has been sent
         * @return this
         */
        public <T> Cases<R> sendFrom(Sender<? super T> channel, Supplier<? extends T> value,
                                     Supplier<? extends R> handler) {
            Objects.requireNonNull(channel, "channel; for a case that is never ready use Channel.nil()");
            Objects.requireNonNull(value, "value");
            Objects.requireNonNull(handler, "handler");
            cases.add(new Case<>(channel, value, sent -> handler.get()));
            return this;
        }

        /**
         * {@link #receive(Receiver, Function) Receives} for a handler that returns nothing.
         *
         * @param <T>     the type of the value
         * @param channel where from
         * @param handler gets the value, or null if the channel is closed and drained
         * @return this
         */
        public <T> Cases<R> onReceive(Receiver<? extends T> channel, Consumer<? super T> handler) {
            Objects.requireNonNull(handler, "handler");
            return this.<T>receive(channel, value -> {
                handler.accept(value);
                return null;
            });
        }

        /**
         * {@link #receive(Receiver, Function, Supplier) Receives} for handlers that return nothing.
         *
         * @param <T>     the type of the value
         * @param channel where from
         * @param handler gets the value, never null
         * @param closed  runs instead if the channel is closed and drained
         * @return this
         */
        public <T> Cases<R> onReceive(Receiver<? extends T> channel, Consumer<? super T> handler, Runnable closed) {
            Objects.requireNonNull(handler, "handler");
            Objects.requireNonNull(closed, "closed");
            return this.<T>onReceive(channel, value -> {
                if (value == null) closed.run();
                else handler.accept(value);
            });
        }

        /**
         * {@link #send Sends} for a handler that returns nothing.
         *
         * @param <T>     the type of the value
         * @param channel where to
         * @param value   not null
         * @param handler runs after the value has been sent
         * @return this
         */
        public <T> Cases<R> onSend(Sender<? super T> channel, T value, Runnable handler) {
            return send(channel, value, returningNull(handler));
        }

        /**
         * {@link #sendFrom Sends} for a handler that returns nothing.
         *
         * @param <T>     the type of the value
         * @param channel where to
         * @param value   not to return null
         * @param handler runs after the value has been sent
         * @return this
         */
        public <T> Cases<R> onSendFrom(Sender<? super T> channel, Supplier<? extends T> value, Runnable handler) {
            return sendFrom(channel, value, returningNull(handler));
        }

        /**
         * The default: what happens if no case is ready. A select with a default never waits.
         *
         * @param handler runs if nothing was ready
         * @return this
         * @throws IllegalStateException if there is a default or a timeout already
         */
        public Cases<R> otherwise(Supplier<? extends R> handler) {
            onlyOneWayOut();
            otherwise = Objects.requireNonNull(handler, "handler");
            return this;
        }

        /**
         * {@link #otherwise The default} for a handler that returns nothing.
         *
         * @param handler runs if nothing was ready
         * @return this
         * @throws IllegalStateException if there is a default or a timeout already
         */
        public Cases<R> onDefault(Runnable handler) {
            return otherwise(returningNull(handler));
        }

        /**
         * The timeout: how long to wait for a case.
         *
         * @param duration how long; if not positive, the select does not wait
         * @param handler  runs if no case has happened by then
         * @return this
         * @throws IllegalStateException if there is a default or a timeout already
         */
        public Cases<R> after(Duration duration, Supplier<? extends R> handler) {
            onlyOneWayOut();
            Objects.requireNonNull(duration, "duration");
            expired = Objects.requireNonNull(handler, "handler");
            timeout = TimeUnit.NANOSECONDS.convert(duration);
            return this;
        }

        /**
         * {@link #after The timeout} for a handler that returns nothing.
         *
         * @param duration how long; if not positive, the select does not wait
         * @param handler  runs if no case has happened by then
         * @return this
         * @throws IllegalStateException if there is a default or a timeout already
         */
        public Cases<R> onTimeout(Duration duration, Runnable handler) {
            return after(duration, returningNull(handler));
        }

        /**
         * Finishes the select. The builder may go on to build others.
         *
         * @return a select with the cases so far
         */
        public Select<R> build() {
            return new Select<>(this);
        }

        /**
         * Builds the select and {@linkplain Select#run() runs} it once.
         *
         * @return what the handler returned
         * @throws InterruptedException as {@link Select#run()}
         */
        public R run() throws InterruptedException {
            return build().run();
        }

        /**
         * Builds the select and {@linkplain Select#runNow() runs} it once without waiting.
         *
         * @return what the handler returned
         */
        public R runNow() {
            return build().runNow();
        }

        private void onlyOneWayOut() {
            if (otherwise != null || expired != null) {
                throw new IllegalStateException("a select has one default or one timeout; this one has it already");
            }
        }

        private Supplier<R> returningNull(Runnable handler) {
            Objects.requireNonNull(handler, "handler");
            return () -> {
                handler.run();
                return null;
            };
        }
    }

    @SuppressWarnings("unchecked") // the outcome of a receive on a channel of T is a T, or null
    private static <T> T cast(Object value) {
        return (T) value;
    }
}
