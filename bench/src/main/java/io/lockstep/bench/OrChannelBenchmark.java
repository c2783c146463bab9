package io.lockstep.bench;

import io.lockstep.channel.Channel;
import io.lockstep.orchannel.OrChannel;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * An or-channel from its construction until it has fired, or has been cancelled, and its task has let go
 * of all inputs.
 */
public class OrChannelBenchmark extends Workload {

    /** Whose or-channels. */
    public enum Source {
        /** Ours. */
        LOCKSTEP
    }

    /** Whose or-channels. */
    @Param("LOCKSTEP")
    public Source peer;

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
