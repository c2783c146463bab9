package io.lockstep.select;

import io.lockstep.waiter.Patience;
import io.lockstep.waiter.Port;
import io.lockstep.waiter.Section;
import io.lockstep.waiter.Sudog;

/** Another port, of which a test changes what it is about. */
abstract class PortBehind implements Port {

    /** The one behind. */
    final Port port;

    PortBehind(Port port) {
        this.port = port;
    }

    @Override
    public Section section() {
        return port.section();
    }

    @Override
    public boolean looksReady(boolean sending) {
        return port.looksReady(sending);
    }

    @Override
    public Object give(Object value, Object at) {
        return port.give(value, at);
    }

    @Override
    public Object take(Object at) {
        return port.take(at);
    }

    @Override
    public void enqueue(Sudog sudog, boolean sending) {
        port.enqueue(sudog, sending);
    }

    @Override
    public void dequeue(Sudog sudog, boolean sending) {
        port.dequeue(sudog, sending);
    }

    @Override
    public boolean isClosed() {
        return port.isClosed();
    }

    @Override
    public Patience patience() {
        return port.patience();
    }

    @Override
    public Sudog takeWoken() {
        return port.takeWoken();
    }

    @Override
    public RuntimeException sendOnClosed() {
        return port.sendOnClosed();
    }
}
