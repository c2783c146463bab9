package io.lockstep.channel;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Port;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.WaitQueue;
import io.lockstep.waiter.Waiter;
import java.lang.invoke.VarHandle;

/**
 * The channel as a deterministic machine: module {@code Channel} of the specification, action by
 * action; {@code chansend}, {@code chanrecv} and {@code closechan} in Go's {@code runtime/chan.go}.
 * It neither locks, waits nor wakes. Each method but the getters is one critical section of the
 * calling thread and takes exactly one action, which it reports through the seam.
 */
final class ChannelCore {
    /*
     * The buffer is a ring: `count` values from `head` on, oldest first.
     *
     * Invariants, as in chan.go and with the names of the specification.
     *   OneQueueEmpty            senders or receivers is empty.
     *   BufferedMeansNoReceiver  count > 0 implies that receivers is empty.
     *   RoomMeansNoSender        count < capacity implies that senders is empty.
     *   ClosedLeavesNoWaiter     closed implies that both are empty.
     * A select that both sends and receives here may be in both queues; and entries of selects that
     * have been claimed elsewhere are stale and do not count (specs/select).
     * A slot outside the ring's `count` values is null. The nil channel has no ring and never queues
     * anybody: nobody could ever find them.
     *
     * An event precedes the completions of its action: a completed waiter may go on at once, and its
     * own events must come later.
     *
     * A parked sender's sudog holds its value, a parked receiver's holds null. Whoever completes one
     * stores the outcome there: the value received, SENT or CLOSED.
     */

    /** The capacity of the nil channel. */
    static final int NIL = -1;

    /** Outcome of a send: the value has been handed over or buffered. */
    static final Object SENT = Port.SENT;
    /** Outcome of a send or receive that finds the channel closed (and drained). */
    static final Object CLOSED = Port.CLOSED;
    /** Outcome of an operation that could not proceed and did not wait, or no longer. */
    static final Object NOT_READY = Port.NOT_READY;

    final int capacity;
    final WaitQueue senders = new WaitQueue();
    final WaitQueue receivers = new WaitQueue();
    private final Object[] ring;
    private int head;
    private int count;
    private boolean closed;
    /** Those whom the current critical section has completed; taken by {@link #takeWoken()}. */
    private Sudog woken;

    /**
     * An open, empty channel.
     *
     * @param capacity how many values the buffer holds, or {@link #NIL}
     */
    ChannelCore(int capacity) {
        this.capacity = capacity;
        this.ring = capacity > 0 ? new Object[capacity] : null;
    }

    /**
     * A send by the calling thread.
     *
     * @param value what is sent, not null
     * @param block whether to park if the send cannot proceed
     * @return {@link #SENT}, {@link #CLOSED}, {@link #NOT_READY}, or the {@link Sudog} that the
     *         calling thread has to wait on
     */
    Object send(Object value, boolean block) {
        Object outcome = give(value, null);
        if (outcome != NOT_READY) return outcome;
        return block ? park(senders, value, "SendPark") : notReady("SendNotReady");
    }

    /**
     * A send if it can proceed; if not, no action is taken.
     *
     * @param value what is sent, not null
     * @param at    the case of a select, or null
     * @return {@link #SENT}, {@link #CLOSED} or {@link #NOT_READY}
     */
    Object give(Object value, Object at) {
        if (closed) {
            Seam.event(this, "SendClosed", at);
            return CLOSED;
        }
        Sudog receiver = receivers.claim();
        if (receiver != null) {
            Seam.event(this, "SendHandOff", at);
            woken = receiver.complete(value, woken);
            return SENT;
        }
        if (count < capacity) {
            append(value);
            Seam.event(this, "SendBuffer", at);
            return SENT;
        }
        return NOT_READY;
    }

    /**
     * A receive by the calling thread.
     *
     * @param block whether to park if the receive cannot proceed
     * @return the value, {@link #CLOSED}, {@link #NOT_READY}, or the {@link Sudog} that the calling
     *         thread has to wait on (never a value: users cannot get hold of one)
     */
    Object receive(boolean block) {
        Object outcome = take(null);
        if (outcome != NOT_READY) return outcome;
        return block ? park(receivers, null, "RecvPark") : notReady("RecvNotReady");
    }

    /**
     * A receive if it can proceed; if not, no action is taken.
     *
     * @param at the case of a select, or null
     * @return the value, {@link #CLOSED} or {@link #NOT_READY}
     */
    Object take(Object at) {
        Sudog sender = senders.claim();
        if (count > 0) {
            Object value = removeOldest();
            if (sender == null) {
                Seam.event(this, "RecvBuffer", at);
            } else {
                Seam.event(this, "RecvRefill", at);
                append(sender.item);
                woken = sender.complete(SENT, woken);
            }
            return value;
        }
        if (sender != null) {
            Object value = sender.item;
            Seam.event(this, "RecvHandOff", at);
            woken = sender.complete(SENT, woken);
            return value;
        }
        if (closed) {
            Seam.event(this, "RecvClosed", at);
            return CLOSED;
        }
        return NOT_READY;
    }

    /**
     * Closes the channel and completes everybody who waits.
     *
     * @return whether this call has closed it; false if it is nil or has been closed before
     */
    boolean close() {
        if (capacity == NIL) {
            Seam.event(this, "CloseNil", null);
            return false;
        }
        if (closed) {
            Seam.event(this, "CloseClosed", null);
            return false;
        }
        closed = true;
        VarHandle.releaseFence(); // whoever finds a queue that this close has emptied finds it closed: refuses()
        Seam.event(this, "Close", null);
        for (Sudog s; (s = receivers.poll()) != null; ) release(s);
        for (Sudog s; (s = senders.poll()) != null; ) release(s);
        return true;
    }

    /**
     * The number of buffered values.
     *
     * @return 0 … capacity
     */
    int length() {
        Seam.event(this, "Length", null);
        return count;
    }

    /**
     * Ends the wait of the calling thread, unless somebody has completed it.
     *
     * @param sudog what {@link #send} or {@link #receive} returned
     * @param why   {@code interrupted} or {@code timed out}
     * @return whether the wait has ended without effect; if not, {@link #resume} gives the outcome
     */
    boolean withdraw(Sudog sudog, String why) {
        if (sudog.waiter.isCompleted()) return false;
        WaitQueue queue = sudog.item == null ? receivers : senders;
        queue.remove(sudog);
        sudog.item = null;
        Seam.event(this, "Withdraw", why);
        return true;
    }

    /**
     * Takes the outcome of a completed wait; not a critical section, for the outcome is the
     * waiter's own.
     *
     * @param sudog what {@link #send} or {@link #receive} returned
     * @return the value received, {@link #SENT} or {@link #CLOSED}
     */
    Object resume(Sudog sudog) {
        Object outcome = sudog.item;
        sudog.item = null;
        Seam.event(this, "Resume", null);
        return outcome;
    }

    /**
     * Takes those whom the current critical section has completed. To be called at its end.
     *
     * @return the chain for {@link Sudog#wake}, or null
     */
    Sudog takeWoken() {
        Sudog chain = woken;
        woken = null;
        return chain;
    }

    boolean isClosed() {
        return closed;
    }

    /**
     * Whether a try that comes now cannot proceed. May be called outside the section. A yes is final: there
     * was a moment since the call began at which action {@code SendNotReady} or {@code RecvNotReady} was
     * possible. A no says nothing. Module {@code ChannelLook} of the specification, and {@code ChannelLookTSO} for
     * what else the memory may do; the fast path of {@code chansend} and {@code chanrecv} in Go.
     *
     * @param sending whether to send
     * @return true if so
     */
    boolean refuses(boolean sending) {
        /*
         * The moment is that of the first read. A full buffer has no receiver waiting and an empty one no
         * sender, so that one field tells whether an open channel is ready. Open it was: a close is
         * for good, and closed is read later. The second fence keeps the reads in this order. On a closed
         * channel, or one that seems ready, the section decides.
         *
         * The first fence makes this call come after what its thread has done before, on other channels. To
         * leave a section is a release store, which may wait in the processor while later reads go ahead. Two
         * threads could then send to one another, look, and both be told that there is nothing.
         *
         * What a critical section has half done can be seen here. It matters once: a receive that takes a value
         * from the full buffer and refills it lets count drop for a moment. Who is then told that there is
         * nothing comes after that receive, and before the waiting send, which has not returned.
         */
        VarHandle.fullFence();
        boolean nothing;
        if (capacity > 0) nothing = count == (sending ? capacity : 0);
        else nothing = (sending ? receivers : senders).isEmpty();
        VarHandle.acquireFence();
        return nothing && !closed;
    }

    /**
     * Whether a send or a receive might proceed. May be called outside the section: each field is
     * read once, with whatever value another thread last gave it or some earlier one, and only a
     * hint is made of them.
     *
     * @param sending whether to send
     * @return true if it looks so
     */
    boolean looksReady(boolean sending) {
        if (closed) return true;
        return sending ? count < capacity || !receivers.isEmpty() : count > 0 || !senders.isEmpty();
    }

    /** The buffered values, oldest first; for diagnosis. */
    Object[] buffered() {
        Object[] values = new Object[count];
        for (int i = 0; i < count; i++) values[i] = ring[slot(i)];
        return values;
    }

    int count() {
        return count;
    }

    /** One who waits elsewhere as well decides by itself, under all its locks. */
    private void release(Sudog s) {
        woken = s.waiter.isShared() ? s.nudge(woken) : s.complete(CLOSED, woken);
    }

    private Sudog park(WaitQueue queue, Object item, String action) {
        Sudog sudog = new Waiter(item);
        if (capacity != NIL) queue.add(sudog);
        Seam.event(this, action, null);
        return sudog;
    }

    private Object notReady(String action) {
        Seam.event(this, action, null);
        return NOT_READY;
    }

    private void append(Object value) {
        ring[slot(count)] = value;
        count++;
    }

    private Object removeOldest() {
        Object value = ring[head];
        ring[head] = null;
        head = slot(1);
        count--;
        return value;
    }

    /** The ring index of the i-th oldest value; head and i are less than or equal to the capacity. */
    private int slot(int i) {
        int index = head + i;
        return index < capacity ? index : index - capacity;
    }
}
