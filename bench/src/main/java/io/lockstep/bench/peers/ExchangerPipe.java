package io.lockstep.bench.peers;

import java.util.concurrent.Exchanger;

/** The JDK's exchanger, of which only one direction is used. */
record ExchangerPipe(Exchanger<Integer> channel) implements Pipe {

    @Override
    public void send(Integer value) throws InterruptedException {
        channel.exchange(value);
    }

    @Override
    public Integer receive() throws InterruptedException {
        return channel.exchange(null);
    }
}
