package io.lockstep.waiter;

import java.util.function.Function;

/** Leads from the public face of a primitive to its port, which is not public. */
public final class Ports {
    /*
     * A room with ports installs its opener when its class is initialised, which is before anybody can
     * hold an instance. There is one such room, the channel.
     */
    private static volatile Function<Object, Port> opener;

    private Ports() {
    }

    /**
     * Says how to find ports. To be called once, by the room that has them.
     *
     * @param opener from a channel or a view of one to its port
     */
    public static void install(Function<Object, Port> opener) {
        Ports.opener = opener;
    }

    /**
     * The port behind a face.
     *
     * @param face a channel, or a view of one
     * @return its port
     */
    public static Port of(Object face) {
        return opener.apply(face);
    }
}
