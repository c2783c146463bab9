package io.lockstep.channel;

import io.lockstep.conformance.lincheck.BlockingPrograms;
import io.lockstep.conformance.program.Op;
import io.lockstep.seam.Seam;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Channels of strings for Lincheck, by the names of their operations. Named classes with fields, since
 * Lincheck does not see what a lambda captures.
 */
abstract class LincheckSubjects implements BlockingPrograms.Subject {

    /** Carries out an operation; results are those of the specification. */
    abstract String perform(String operation, String value) throws InterruptedException;

    @Override
    public final String perform(Op op) throws InterruptedException {
        return perform(op.name(), op.args().isEmpty() ? null : op.args().get(0));
    }

    /** The channel that users get. */
    static final class Production extends LincheckSubjects {
        private final Channel<String> channel;

        Production(int capacity) {
            channel = Channel.buffered(capacity);
        }

        @Override
        String perform(String operation, String value) throws InterruptedException {
            try {
                switch (operation) {
                    case "send":
                        channel.send(value);
                        return "sent";
                    case "recv":
                        String received = channel.receive();
                        return received == null ? "closed" : received;
                    case "trySend":
                        return channel.trySend(value) ? "sent" : "not ready";
                    case "tryRecv":
                        Received<String> tried = channel.tryReceive();
                        return tried.isClosed() ? "closed" : tried.orNull() == null ? "not ready" : tried.orNull();
                    case "len":
                        return Integer.toString(channel.len());
                    default:
                        channel.close();
                        return "ok";
                }
            } catch (SendOnClosedChannelException e) {
                return "send on closed channel";
            } catch (CloseOfClosedChannelException e) {
                return "close of closed channel";
            }
        }
    }

    /** A small channel with one fault: what Lincheck must reject. */
    static final class Faulty extends LincheckSubjects {

        /** What is wrong. */
        enum Fault {
            /** Nothing: then Lincheck must accept it. */
            NONE,
            /** A send looks for room in one critical section and takes it in another. */
            CHECK_THEN_ACT,
            /** A send into a full buffer succeeds, and its value is lost. */
            DROPS_SILENTLY,
            /** A receiver is woken before it can see that it has been served. */
            LOST_WAKE_UP
        }

        private static final class Waiter {
            final Thread thread = Thread.currentThread();
            volatile String value;
        }

        private final Fault fault;
        private final int capacity;
        private final ReentrantLock lock = new ReentrantLock();
        private final Deque<String> buffer = new ArrayDeque<>();
        private final Deque<Waiter> receivers = new ArrayDeque<>();
        private volatile boolean closed;

        Faulty(Fault fault, int capacity) {
            this.fault = fault;
            this.capacity = capacity;
        }

        @Override
        String perform(String operation, String value) {
            switch (operation) {
                case "send", "trySend":
                    return send(value);
                case "recv":
                    return receive(true);
                case "tryRecv":
                    return receive(false);
                case "len":
                    lock.lock();
                    try {
                        return Integer.toString(buffer.size());
                    } finally {
                        lock.unlock();
                    }
                default:
                    return close();
            }
        }

        private String send(String value) {
            if (fault == Fault.CHECK_THEN_ACT) {
                lock.lock();
                boolean full = receivers.isEmpty() && buffer.size() >= capacity;
                lock.unlock();
                if (full && !closed) return "not ready";
            }
            Waiter receiver;
            lock.lock();
            try {
                if (closed) return "send on closed channel";
                receiver = receivers.poll();
                if (receiver == null) {
                    if (buffer.size() >= capacity && fault != Fault.CHECK_THEN_ACT) {
                        return fault == Fault.DROPS_SILENTLY ? "sent" : "not ready";
                    }
                    buffer.add(value);
                }
            } finally {
                lock.unlock();
            }
            if (receiver == null) return "sent";
            if (fault == Fault.LOST_WAKE_UP) Seam.unpark(receiver.thread);
            receiver.value = value;
            if (fault != Fault.LOST_WAKE_UP) Seam.unpark(receiver.thread);
            return "sent";
        }

        private String receive(boolean block) {
            Waiter me = new Waiter();
            lock.lock();
            try {
                if (!buffer.isEmpty()) return buffer.poll();
                if (closed) return "closed";
                if (!block) return "not ready";
                receivers.add(me);
            } finally {
                lock.unlock();
            }
            while (me.value == null) Seam.park(this);
            return me.value;
        }

        private String close() {
            lock.lock();
            try {
                if (closed) return "close of closed channel";
                closed = true;
                return "ok";
            } finally {
                lock.unlock();
            }
        }
    }
}
