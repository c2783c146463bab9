package io.lockstep.bench.peers;

import java.util.concurrent.TransferQueue;

/** A transfer queue of the JDK, used as a rendezvous: a send waits for its receiver. */
record TransferPipe(TransferQueue<Integer> channel) implements Pipe {

    @Override
    public void send(Integer value) throws InterruptedException {
        channel.transfer(value);
    }

    @Override
    public Integer receive() throws InterruptedException {
        return channel.take();
    }

    @Override
    public boolean trySend(Integer value) {
        return channel.tryTransfer(value);
    }

    @Override
    public Integer tryReceive() {
        return channel.poll();
    }
}
