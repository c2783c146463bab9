package io.lockstep.bench.peers;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** What a user would take instead of a channel of ours, and ours. */
public enum Peer {
    /** Ours. */
    LOCKSTEP("Lockstep", capacity -> true, LockstepPipe::open, LockstepChoice::new),
    /** jox, channels for virtual threads. Its select takes the first ready case as they are written. */
    JOX("jox", capacity -> true, JoxPipe::new, JoxChoice::new),
    /** kotlinx.coroutines, each operation waited for by its thread. Its select, too, takes the first ready case. */
    KOTLIN("Kotlin", capacity -> true, KotlinPipe::new, KotlinChoice::new),
    /** The JDK's rendezvous, whoever comes last first. */
    SYNCHRONOUS_QUEUE("SynchronousQueue", capacity -> capacity == 0, capacity -> new QueuePipe(new SynchronousQueue<>()), null),
    /** The JDK's rendezvous, first come, first served. */
    SYNCHRONOUS_QUEUE_FAIR("SynchronousQueue, fair", capacity -> capacity == 0,
            capacity -> new QueuePipe(new SynchronousQueue<>(true)), null),
    /** The JDK's transfer queue; a send waits for its receiver. */
    LINKED_TRANSFER_QUEUE("LinkedTransferQueue", capacity -> capacity == 0, capacity -> new TransferPipe(new LinkedTransferQueue<>()), null),
    /** The JDK's bounded buffer. */
    ARRAY_BLOCKING_QUEUE("ArrayBlockingQueue", capacity -> capacity > 0,
            capacity -> new QueuePipe(new ArrayBlockingQueue<>(capacity)), null),
    /** The JDK's exchanger: for one sender and one receiver only, without try forms. */
    EXCHANGER("Exchanger", capacity -> capacity == 0, capacity -> new ExchangerPipe(new Exchanger<>()), null);

    private final String title;
    private final IntPredicate capacities;
    private final IntFunction<Pipe> open;
    private final Choice.Maker select;

    Peer(String title, IntPredicate capacities, IntFunction<Pipe> open, Choice.Maker select) {
        this.title = title;
        this.capacities = capacities;
        this.open = open;
        this.select = select;
    }

    /**
     * What people call it.
     *
     * @return the name for tables
     */
    public String title() {
        return title;
    }

    /**
     * Those with channels between one sender and one receiver.
     *
     * @param capacity how many values the buffer has to hold
     * @return those for whom {@link #open} makes sense
     */
    public static List<Peer> pairs(int capacity) {
        return Arrays.stream(values()).filter(peer -> peer.capacities.test(capacity)).toList();
    }

    /**
     * Those with channels between any number of senders and receivers, and with try forms.
     *
     * @param capacity how many values the buffer has to hold
     * @return those for whom {@link #open} makes sense
     */
    public static List<Peer> crowds(int capacity) {
        return pairs(capacity).stream().filter(peer -> peer != EXCHANGER).toList();
    }

    /**
     * Those whose channels can be selected, and closed.
     *
     * @return those for whom {@link #select} makes sense
     */
    public static List<Peer> selecting() {
        return Arrays.stream(values()).filter(peer -> peer.select != null).toList();
    }

    /**
     * A new channel.
     *
     * @param capacity how many values its buffer holds
     * @return the channel
     */
    public Pipe open(int capacity) {
        return open.apply(capacity);
    }

    /**
     * New channels.
     *
     * @param count    how many
     * @param capacity how many values the buffer of each holds
     * @return the channels
     */
    public Pipe[] open(int count, int capacity) {
        Pipe[] pipes = new Pipe[count];
        for (int i = 0; i < count; i++) pipes[i] = open.apply(capacity);
        return pipes;
    }

    /**
     * A select that waits.
     *
     * @param cases on channels of this peer
     * @return the select
     */
    public Choice select(Case... cases) {
        return select.make(List.of(cases), false);
    }

    /**
     * A select that receives from any of some channels, and waits.
     *
     * @param pipes channels of this peer
     * @return the select
     */
    public Choice selectAny(Pipe... pipes) {
        return select.make(Arrays.stream(pipes).map(Case::receive).toList(), false);
    }

    /**
     * A select with a default.
     *
     * @param cases on channels of this peer
     * @return the select
     */
    public Choice selectOr(Case... cases) {
        return select.make(List.of(cases), true);
    }
}
