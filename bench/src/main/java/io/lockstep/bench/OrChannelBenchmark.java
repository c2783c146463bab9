package io.lockstep.bench;

import io.lockstep.channel.Channel;
import io.lockstep.orchannel.OrChannel;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An or-channel from its construction until it has fired, or has been cancelled, and its task has let go
 * of all inputs. Everybody is a virtual thread: a platform thread would take most of the time to wake.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-Djmh.executor=VIRTUAL")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class OrChannelBenchmark {

    /** How many inputs there are. */
    @Param({"1", "10", "1000"})
    public int inputs;

    private final List<Channel<Integer>> channels = new ArrayList<>();

    /** For JMH. */
    public OrChannelBenchmark() {
    }

    /** Opens the inputs, which all invocations share. */
    @Setup
    public void open() {
        for (int i = 0; i < inputs; i++) channels.add(Channel.unbuffered());
    }

    /**
     * The last input fires: its value comes after the task has begun to wait for it, or while it does.
     *
     * @return what it brought, so that nothing can be left out
     * @throws InterruptedException never
     */
    @Benchmark
    public Object fire() throws InterruptedException {
        OrChannel<Integer> or = OrChannel.any(channels);
        channels.getLast().send(1);
        or.done().receive();
        return or.firing();
    }

    /**
     * No input fires.
     *
     * @return that, so that nothing can be left out
     */
    @Benchmark
    public Object cancel() {
        OrChannel<Integer> or = OrChannel.any(channels);
        or.close();
        return or.firing();
    }
}
