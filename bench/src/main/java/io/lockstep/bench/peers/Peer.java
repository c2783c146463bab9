package io.lockstep.bench.peers;

import io.lockstep.channel.Channel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Exchanger;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;

/** What a user would take instead of a channel of ours, and ours. */
public enum Peer {
    /** Ours. */
    LOCKSTEP("Lockstep", capacity -> true, Peer::lockstep),
    /** jox, channels for virtual threads. */
    JOX("jox", capacity -> true, JoxPipe::new),
    /** Channels of kotlinx.coroutines, each operation waited for by its thread. */
    KOTLIN("Kotlin", capacity -> true, KotlinPipe::new),
    /** The JDK's rendezvous, whoever comes last first. */
    SYNCHRONOUS_QUEUE("SynchronousQueue", capacity -> capacity == 0, capacity -> queue(new SynchronousQueue<>())),
    /** The JDK's rendezvous, first come, first served. */
    SYNCHRONOUS_QUEUE_FAIR("SynchronousQueue, fair", capacity -> capacity == 0, capacity -> queue(new SynchronousQueue<>(true))),
    /** The JDK's transfer queue; a send waits for its receiver. */
    LINKED_TRANSFER_QUEUE("LinkedTransferQueue", capacity -> capacity == 0, capacity -> transfer(new LinkedTransferQueue<>())),
    /** The JDK's bounded buffer. */
    ARRAY_BLOCKING_QUEUE("ArrayBlockingQueue", capacity -> capacity > 0, capacity -> queue(new ArrayBlockingQueue<>(capacity))),
    /** The JDK's exchanger: for one sender and one receiver only. */
    EXCHANGER("Exchanger", capacity -> capacity == 0, capacity -> exchanger(new Exchanger<>()));

    private final String title;
    private final IntPredicate capacities;
    private final IntFunction<Pipe> open;

    Peer(String title, IntPredicate capacities, IntFunction<Pipe> open) {
        this.title = title;
        this.capacities = capacities;
        this.open = open;
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
     * Whether it can take part in a workload.
     *
     * @param capacity how many values the buffer has to hold
     * @param pairs    how many senders there are, and receivers
     * @return whether {@link #open} makes sense
     */
    public boolean offers(int capacity, int pairs) {
        return capacities.test(capacity) && (this != EXCHANGER || pairs == 1);
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

    private static Pipe lockstep(int capacity) {
        Channel<Integer> channel = Channel.buffered(capacity);
        return new Pipe() {
            @Override
            public void send(Integer value) throws InterruptedException {
                channel.send(value);
            }

            @Override
            public Integer receive() throws InterruptedException {
                return channel.receive();
            }
        };
    }

    private static Pipe queue(BlockingQueue<Integer> queue) {
        return new Pipe() {
            @Override
            public void send(Integer value) throws InterruptedException {
                queue.put(value);
            }

            @Override
            public Integer receive() throws InterruptedException {
                return queue.take();
            }
        };
    }

    private static Pipe transfer(LinkedTransferQueue<Integer> queue) {
        return new Pipe() {
            @Override
            public void send(Integer value) throws InterruptedException {
                queue.transfer(value);
            }

            @Override
            public Integer receive() throws InterruptedException {
                return queue.take();
            }
        };
    }

    private static Pipe exchanger(Exchanger<Integer> exchanger) {
        return new Pipe() {
            @Override
            public void send(Integer value) throws InterruptedException {
                exchanger.exchange(value);
            }

            @Override
            public Integer receive() throws InterruptedException {
                return exchanger.exchange(null);
            }
        };
    }
}
