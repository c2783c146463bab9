package io.lockstep.select;

import io.lockstep.channel.Channel;
import io.lockstep.channel.ChannelBox.Case;
import io.lockstep.channel.CloseOfClosedChannelException;
import io.lockstep.channel.SendOnClosedChannelException;
import io.lockstep.conformance.lincheck.BlockingPrograms;
import io.lockstep.conformance.program.Op;
import io.lockstep.seam.Seam;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Selects over named channels for Lincheck; calls and results as {@link SelectCall} and
 * {@link SelectBench} have them. Named classes with fields, since Lincheck does not see what a lambda
 * captures.
 */
abstract class LincheckSelects implements BlockingPrograms.Subject {

    /** Carries out a call. */
    abstract String perform(SelectCall call) throws InterruptedException;

    @Override
    public final String perform(Op op) throws InterruptedException {
        return perform(SelectCall.parse(op.name()));
    }

    /** The select that users get. */
    static final class Production extends LincheckSelects {
        private final Map<String, Channel<String>> channels = new HashMap<>();

        Production(String... names) {
            for (String name : names) channels.put(name, Channel.buffered(SelectModel.capacity(name)));
        }

        @Override
        String perform(SelectCall call) throws InterruptedException {
            if (call.isClose()) return close(channels.get(call.closes()));
            if (call.isPlain()) return plain(call.cases().get(0));
            List<Case<Channel<String>>> cases = new ArrayList<>();
            for (SelectCall.Case one : call.cases()) cases.add(new Case<>(channels.get(one.channel()), one.value()));
            return SelectPeers.select(cases, call.blocks() ? null : Duration.ZERO).toString();
        }

        private String plain(SelectCall.Case only) throws InterruptedException {
            Channel<String> channel = channels.get(only.channel());
            if (!only.sends()) {
                String received = channel.receive();
                return received == null ? "1 closed" : "1 " + received;
            }
            try {
                channel.send(only.value());
                return "1 sent";
            } catch (SendOnClosedChannelException e) {
                return "1 send on closed channel";
            }
        }

        private static String close(Channel<String> channel) {
            try {
                channel.close();
                return "0 ok";
            } catch (CloseOfClosedChannelException e) {
                return "0 close of closed channel";
            }
        }
    }

    /** A small select with one fault: what Lincheck must reject. There is no close. */
    static final class Faulty extends LincheckSelects {

        /** What is wrong. */
        enum Fault {
            /** Nothing: then Lincheck must accept it. */
            NONE,
            /** Looks at one channel after the other, each under its own lock only. */
            SMEAR,
            /** Gives the lock back between looking at a case and letting it happen. */
            CHECK_THEN_ACT,
            /** A partner does not look whether another one has claimed the waiter. */
            TWO_WINNERS,
            /** A partner drops the first in the queue even if it is stale, and says that it has sent. */
            STALE_TAKES_IT,
            /** Locks are taken in the order in which the cases are written. */
            UNORDERED_LOCKS
        }

        private static final class Pipe {
            final ReentrantLock lock = new ReentrantLock();
            final int capacity;
            final Deque<String> buffer = new ArrayDeque<>();
            final Deque<Place> receivers = new ArrayDeque<>();
            final Deque<Place> senders = new ArrayDeque<>();

            Pipe(int capacity) {
                this.capacity = capacity;
            }
        }

        private static final class Waiter {
            final Thread thread = Thread.currentThread();
            final AtomicBoolean claimed = new AtomicBoolean();
            volatile String result;
        }

        private record Place(Waiter waiter, int at, String value) {
        }

        private final Fault fault;
        private final Map<String, Pipe> pipes = new HashMap<>();
        private final List<Pipe> ordered = new ArrayList<>();

        Faulty(Fault fault, String... names) {
            this.fault = fault;
            for (String name : names) {
                Pipe pipe = new Pipe(SelectModel.capacity(name));
                pipes.put(name, pipe);
                ordered.add(pipe);
            }
        }

        @Override
        String perform(SelectCall call) {
            Waiter me = new Waiter();
            List<Pipe> locks = locks(call);
            if (fault != Fault.SMEAR) for (Pipe pipe : locks) pipe.lock.lock();
            try {
                for (int i = 0; i < call.cases().size(); i++) {
                    SelectCall.Case one = call.cases().get(i);
                    Pipe pipe = pipes.get(one.channel());
                    if (fault == Fault.SMEAR) pipe.lock.lock();
                    try {
                        if (fault == Fault.CHECK_THEN_ACT && isReady(pipe, one)) {
                            pipe.lock.unlock();
                            pipe.lock.lock();
                            if (one.sends()) pipe.buffer.add(one.value());
                            return i + 1 + " " + (one.sends() ? "sent" : pipe.buffer.poll());
                        }
                        String result = one.sends() ? send(pipe, one.value()) : receive(pipe);
                        if (result != null) return i + 1 + " " + result;
                    } finally {
                        if (fault == Fault.SMEAR) pipe.lock.unlock();
                    }
                }
                if (!call.blocks()) return "0 default";
                for (int i = 0; i < call.cases().size(); i++) {
                    SelectCall.Case one = call.cases().get(i);
                    Pipe pipe = pipes.get(one.channel());
                    (one.sends() ? pipe.senders : pipe.receivers).add(new Place(me, i + 1, one.value()));
                }
            } finally {
                if (fault != Fault.SMEAR) for (Pipe pipe : locks) pipe.lock.unlock();
            }
            while (me.result == null) Seam.park(this);
            for (Pipe pipe : locks) pipe.lock.lock();
            for (Pipe pipe : locks) {
                pipe.receivers.removeIf(place -> place.waiter == me);
                pipe.senders.removeIf(place -> place.waiter == me);
            }
            for (Pipe pipe : locks) pipe.lock.unlock();
            return me.result;
        }

        private List<Pipe> locks(SelectCall call) {
            List<Pipe> written = new ArrayList<>();
            for (SelectCall.Case one : call.cases()) {
                if (!written.contains(pipes.get(one.channel()))) written.add(pipes.get(one.channel()));
            }
            if (fault == Fault.UNORDERED_LOCKS) return written;
            List<Pipe> sorted = new ArrayList<>(ordered);
            sorted.retainAll(written);
            return sorted;
        }

        private static boolean isReady(Pipe pipe, SelectCall.Case one) {
            return one.sends() ? pipe.buffer.size() < pipe.capacity : !pipe.buffer.isEmpty();
        }

        private String send(Pipe pipe, String value) {
            Place receiver = next(pipe.receivers);
            if (receiver != null) {
                complete(receiver, value);
                return "sent";
            }
            if (pipe.buffer.size() == pipe.capacity) return null;
            pipe.buffer.add(value);
            return "sent";
        }

        private String receive(Pipe pipe) {
            String value = pipe.buffer.poll();
            Place sender = next(pipe.senders);
            if (sender != null) {
                if (value == null) value = sender.value;
                else pipe.buffer.add(sender.value);
                complete(sender, "sent");
            }
            return value;
        }

        private Place next(Deque<Place> queue) {
            for (;;) {
                Place place = queue.poll();
                if (place == null || fault == Fault.TWO_WINNERS || fault == Fault.STALE_TAKES_IT) return place;
                if (place.waiter.claimed.compareAndSet(false, true)) return place;
            }
        }

        private void complete(Place place, String outcome) {
            if (fault == Fault.STALE_TAKES_IT && !place.waiter.claimed.compareAndSet(false, true)) return;
            place.waiter.result = place.at + " " + outcome;
            Seam.unpark(place.waiter.thread);
        }
    }
}
