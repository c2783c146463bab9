/** Go's concurrency primitives for Java virtual threads. */
module io.lockstep {
    exports io.lockstep.channel;
    exports io.lockstep.cond;
    exports io.lockstep.mutex;
    exports io.lockstep.once;
    exports io.lockstep.orchannel;
    exports io.lockstep.scope;
    exports io.lockstep.select;
    exports io.lockstep.waitgroup;
}
