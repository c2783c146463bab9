package io.lockstep.bench;

import io.lockstep.channel.Channel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.concurrent.TimeUnit;

/**
 * One virtual thread sends, another receives: the time per value. Capacity 0 is a rendezvous.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class TransferBenchmark {

    private static final int VALUES = 100_000;

    /** Values that the buffer holds. */
    @Param({"0", "16", "100"})
    public int capacity;

    /** For JMH. */
    public TransferBenchmark() {
    }

    /**
     * Sends and receives {@value #VALUES} values.
     *
     * @return their sum, so that no receive can be left out
     * @throws InterruptedException never
     */
    @Benchmark
    @OperationsPerInvocation(VALUES)
    public long transfer() throws InterruptedException {
        Channel<Integer> channel = Channel.buffered(capacity);
        long[] sum = new long[1];
        Thread sender = Thread.startVirtualThread(() -> {
            try {
                for (int i = 0; i < VALUES; i++) channel.send(i);
                channel.close();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        Thread receiver = Thread.startVirtualThread(() -> {
            for (int value : channel) sum[0] += value;
        });
        sender.join();
        receiver.join();
        return sum[0];
    }
}
