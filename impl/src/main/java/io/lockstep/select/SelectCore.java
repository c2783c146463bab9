package io.lockstep.select;

import io.lockstep.seam.Seam;
import io.lockstep.waiter.Awaited;
import io.lockstep.waiter.Patience;
import io.lockstep.waiter.Port;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;
import io.lockstep.waiter.Waiter;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * One select as a machine: module {@code Select} of the specification, action by action;
 * {@code selectgo} in Go's {@code runtime/select.go}. It waits for nobody; its caller does. Each
 * step is one critical section, under the locks of all its channels, of the thread that uses it.
 */
final class SelectCore implements Awaited {
    /*
     * Pass 1 takes a case that is ready, each with the same probability. It draws one of all cases and looks
     * at it; if that is not ready, it draws among those of the others that look ready, which comes to
     * the same. It needs only the lock of the case that it tries, for a case that happens is the whole
     * action; of the others nothing is said. But that none is ready can only be said of one moment. So if
     * none has happened, all locks are taken, and all cases tried again: a case that has been found not
     * ready stays so while the locks are held, for only who holds them can make it ready. When the last
     * one has been tried, none is ready at that moment: the default, or pass 2, which parks one waiter on
     * every case.
     *
     * It does not look at all of them first: each look at a channel takes a cache line away from those who
     * work there, and where several are ready the first one drawn mostly is (docs/adr/0010).
     *
     * With one channel that is one lock, which is taken at once; there is nothing to look at before.
     *
     * A partner claims the waiter by one compare-and-set, since partners on different channels hold
     * different locks. Pass 3 takes the losers out; each removal takes constant time. It needs each lock
     * for itself, and that of the winner's channel not at all unless the channel occurs twice: from the
     * claim on the losers are stale, and nobody can tell a stale entry from none. So the action, which
     * takes all out at one moment, may be thought at any moment between the claim and the last removal:
     * module SelectLeave.
     *
     * A close does not decide for a select that waits on other channels as well. It nudges, and the
     * select notices under all its locks. Otherwise two partners could see two selects decided in
     * opposite orders.
     *
     * Locks are taken in the order of their ids, so that selects never wait for each other in a cycle. Who
     * finds one taken for long gives back those that it holds, waits for that one alone, and starts over.
     * Otherwise it would nap inside the others, and all who want those would have to wait for the sleeper,
     * who may need a processor that they occupy: module SelectLocks.
     */
    private final Port[] ports;       // the channel of each case
    private final boolean[] sending;  // whether the case sends
    private final Object[] at;        // 1, 2, …: the case's name in the specification
    private final Section[] sections; // of all channels but nil, each once, by ascending id
    private final int live;           // the number of cases on channels other than nil
    private final boolean repeats;    // whether some channel occurs twice
    final int[] order;                // scratch: all cases, those drawn before those that are not
    final Object[] values;            // the operands of this round, for sends

    private Waiter waiter;
    private Sudog[] sudogs;
    private Object outcome;

    SelectCore(Port[] ports, boolean[] sending) {
        int n = ports.length;
        this.ports = ports;
        this.sending = sending;
        this.at = new Object[n];
        this.order = new int[n];
        this.values = new Object[n];
        for (int i = 0; i < n; i++) at[i] = i + 1;
        inSourceOrder();
        Section[] found = new Section[n];
        int distinct = 0;
        int waitable = 0;
        for (Port port : ports) {
            if (port.section() == null) continue;
            waitable++;
            distinct = insert(found, distinct, port.section());
        }
        this.live = waitable;
        this.sections = Arrays.copyOf(found, distinct);
        this.repeats = distinct < waitable;
    }

    /** Inserts into the first elements, which ascend by id, unless it is there; returns how many there are then. */
    private static int insert(Section[] sorted, int size, Section s) {
        int i = size;
        while (i > 0 && sorted[i - 1].id() > s.id()) i--;
        if (i > 0 && sorted[i - 1] == s) return size;
        System.arraycopy(sorted, i, sorted, i + 1, size - i);
        sorted[i] = s;
        return size + 1;
    }

    /** The most channels of a select that looks first: to look at so many takes about as long as two pauses. */
    private static final int MANY = 16;
    /** What {@link #begin} answers if it has parked the calling thread. */
    static final int PARKED = -2;
    /** What a step answers if no case has happened. */
    static final int NONE = -1;

    /**
     * Pass 1, and pass 2 if nothing is ready.
     *
     * @param block whether to park if nothing is ready
     * @return the case that has happened, {@link #NONE}, or {@link #PARKED}
     */
    int begin(boolean block) {
        int ready = takeReady();
        return ready != NONE ? ready : decide(block);
    }

    /**
     * Whether it is worth while to look for a case that becomes ready before joining the queues: there are
     * several of them, but not so many that a look takes as long as a park.
     */
    boolean looksFirst() {
        return sections.length > 1 && sections.length <= MANY;
    }

    /**
     * How long the select looks. On one channel it does what all do who wait there, so that both sides look
     * at the same time; on several it has to learn by itself.
     *
     * @return null if it does not look at all
     */
    Patience patience() {
        if (sections.length > 1) return new Patience();
        for (Port port : ports) if (port.section() != null) return port.patience();
        return null;
    }

    /** Whether some case looks ready. May be called outside the sections, and is a hint. */
    @Override
    public boolean isDue() {
        VarHandle.acquireFence(); // what has been read before is read anew
        for (int i = 0; i < ports.length; i++) if (looksReady(i)) return true;
        return false;
    }

    /**
     * Pass 1: lets a case happen that looks ready and is.
     *
     * @return the case that has happened, or {@link #NONE}
     */
    int takeReady() {
        if (sections.length <= 1) return NONE;
        int first = draw(0);
        if (looksReady(first) && enters(first)) return first;
        for (int k = readyFrom(1); k < order.length; k++) {
            int i = draw(k);
            if (enters(i)) return i;
        }
        return NONE;
    }

    /**
     * The same under all locks; if nothing is ready, the default, or pass 2.
     *
     * @param block as for {@link #begin}
     * @return as {@link #begin}
     */
    int decide(boolean block) {
        Sudog woken = null;
        enter();
        try {
            for (int k = readyFrom(0); k < order.length; k++) {
                int i = draw(k);
                if (proceeds(i)) {
                    woken = ports[i].takeWoken();
                    return i;
                }
            }
            if (!block) {
                Seam.event(this, "Default", null);
                return NONE;
            }
            park();
            return PARKED;
        } finally {
            exit();
            Sudog.wake(woken);
        }
    }

    private boolean looksReady(int i) {
        return ports[i].section() != null && ports[i].looksReady(sending[i]);
    }

    /** Lets a case happen, in the section of its channel, if it is ready. */
    private boolean enters(int i) {
        Section section = ports[i].section();
        boolean happened;
        Sudog woken;
        section.enter();
        try {
            happened = proceeds(i);
            woken = ports[i].takeWoken();
        } finally {
            section.exit();
        }
        Sudog.wake(woken);
        return happened;
    }

    /** Lets a case happen if it is ready. */
    private boolean proceeds(int i) {
        Object tried = sending[i] ? ports[i].give(values[i], at[i]) : ports[i].take(at[i]);
        if (tried == Port.NOT_READY) return false;
        outcome = tried;
        return true;
    }

    /**
     * The waiter of a parked select.
     *
     * @return what to wait on
     */
    Waiter waiter() {
        return waiter;
    }

    /**
     * Pass 3: takes the losers out of the queues after a partner has completed the wait.
     *
     * @return the case that has happened
     */
    int resume() {
        Seam.event(this, "Resume", null);
        Sudog winner = waiter.winner();
        for (int i = 0; i < ports.length; i++) {
            if (sudogs[i] != winner && ports[i].section() != null) leave(i);
        }
        outcome = winner.item;
        winner.item = null;
        int i = caseOf(winner);
        forget();
        return i;
    }

    /**
     * Looks whether one of the channels has been closed.
     *
     * @return the case that has happened; {@link #PARKED} if the wait goes on or a partner has
     *         completed it
     */
    int notice() {
        enter();
        try {
            int i = closedCase();
            if (i == NONE || !waiter.claim()) return PARKED;
            leave();
            Seam.event(this, "Notice", at[i]);
            outcome = Port.CLOSED;
            forget();
            return i;
        } finally {
            exit();
        }
    }

    /**
     * Ends the wait, unless a partner has completed it.
     *
     * @param why {@code interrupted} or {@code timed out}
     * @return whether the wait has ended without effect; if not, {@link #resume} is due
     */
    boolean withdraw(String why) {
        enter();
        try {
            if (waiter.isCompleted() || !waiter.claim()) return false;
            leave();
            Seam.event(this, "Withdraw", why);
            forget();
            return true;
        } finally {
            exit();
        }
    }

    /** The case that a place in a queue stands for, or NONE if it is not of this select. */
    int caseOf(Sudog sudog) {
        for (int i = 0; i < sudogs.length; i++) if (sudogs[i] == sudog) return i;
        return NONE;
    }

    /**
     * What the case that has happened has brought.
     *
     * @return the value received, {@link Port#SENT} or {@link Port#CLOSED}; only once
     */
    Object takeOutcome() {
        Object result = outcome;
        outcome = null;
        return result;
    }

    private void enter() {
        for (int i = 0; i < sections.length; i++) {
            if (i == 0) {
                sections[0].enter();
            } else if (!sections[i].tryEnter()) {
                exit(i);
                sections[i].enter();
                sections[i].exit();
                i = -1;
            }
        }
    }

    private void exit() {
        exit(sections.length);
    }

    /** Gives the first ones back. */
    private void exit(int held) {
        for (int i = held - 1; i >= 0; i--) sections[i].exit();
    }

    /**
     * Draws one of the cases from the k-th place on, each with the same probability, and puts it there: Fisher
     * and Yates, one step at a time.
     */
    private int draw(int k) {
        int left = order.length - k;
        if (left > 1) swap(order, k, k + Seam.choose(left));
        return order[k];
    }

    /** Moves the cases that look ready, of those from the k-th place on, to the end; returns where they begin. */
    private int readyFrom(int k) {
        int from = order.length;
        for (int i = from - 1; i >= k; i--) {
            if (looksReady(order[i])) swap(order, --from, i);
        }
        return from;
    }

    private void inSourceOrder() {
        for (int i = 0; i < order.length; i++) order[i] = i;
    }

    private static void swap(int[] a, int i, int j) {
        int x = a[i];
        a[i] = a[j];
        a[j] = x;
    }

    /** In the drawn order if cases compete on one channel, so that each wins with the same probability. */
    private void park() {
        inSourceOrder();
        for (int k = 0; repeats && k < order.length; k++) draw(k);
        waiter = new Waiter(null, live > 1);
        sudogs = new Sudog[ports.length];
        for (int i : order) {
            if (ports[i].section() == null) continue;
            sudogs[i] = live > 1 ? new Sudog(waiter, null) : waiter;
            if (sending[i]) sudogs[i].item = values[i];
        }
        // All places first: if memory is short, no partner finds one of somebody who does not wait.
        for (int i : order) if (sudogs[i] != null) ports[i].enqueue(sudogs[i], sending[i]);
        Seam.event(this, "Park", order);
    }

    /** Takes a loser out of its queue. */
    private void leave(int i) {
        Section section = ports[i].section();
        section.enter();
        ports[i].dequeue(sudogs[i], sending[i]);
        section.exit();
    }

    /** Takes what is left of this select out of all queues, under all locks. */
    private void leave() {
        for (int i = 0; i < ports.length; i++) {
            if (ports[i].section() != null) ports[i].dequeue(sudogs[i], sending[i]);
        }
    }

    /** The first receive on a closed channel, else the first send, else NONE. */
    private int closedCase() {
        int send = NONE;
        for (int i = 0; i < ports.length; i++) {
            if (ports[i].section() == null || !ports[i].isClosed()) continue;
            if (!sending[i]) return i;
            if (send == NONE) send = i;
        }
        return send;
    }

    /** Drops the wait, so that nothing is retained between rounds. */
    private void forget() {
        waiter = null;
        sudogs = null;
    }
}
