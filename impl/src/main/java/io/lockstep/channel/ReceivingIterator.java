package io.lockstep.channel;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Receives ahead by one value. */
final class ReceivingIterator<T> implements Iterator<T> {
    private final Receiver<T> channel;
    private T ahead;
    private boolean drained;

    ReceivingIterator(Receiver<T> channel) {
        this.channel = channel;
    }

    @Override
    public boolean hasNext() {
        if (ahead == null && !drained) {
            try {
                ahead = channel.receive();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ReceiveInterruptedException(channel.name(), e);
            }
            drained = ahead == null;
        }
        return ahead != null;
    }

    @Override
    public T next() {
        if (!hasNext()) throw new NoSuchElementException(channel.name() + " is closed and drained");
        T value = ahead;
        ahead = null;
        return value;
    }
}
