package io.lockstep.conformance.schedule;

import io.lockstep.seam.Seam;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;

/** A box with room for one toy, right or with one fault: module {@code Toybox}. */
final class Toybox {

    /** What is wrong with a box. */
    enum Fault {
        NONE,
        /** Wakes the taker before it can see its toy. */
        LOST_WAKE_UP,
        /** Looks for room, and then puts. */
        CHECK_THEN_ACT,
        /** Takes its two locks in one order to put and in the other to peek. */
        LOCK_ORDER,
        /** A taker whose time is up leaves although a toy was given to it. */
        TIMEOUT_DROPS
    }

    private static final class Taker {
        final Thread thread = Thread.currentThread();
        volatile String toy;
    }

    private final Fault fault;
    private final ReentrantLock lid = new ReentrantLock();
    private final ReentrantLock label = new ReentrantLock();
    private final Deque<Taker> queue = new ArrayDeque<>();
    private String toy;

    Toybox(Fault fault) {
        this.fault = fault;
    }

    String put(String put) {
        if (fault == Fault.CHECK_THEN_ACT) {
            lock(lid);
            boolean full = toy != null;
            if (full) Seam.event(this, "Full", null);
            unlock(lid);
            if (full) return "full";
        }
        lock(lid);
        lock(label);
        Taker taker;
        try {
            if (toy != null && fault != Fault.CHECK_THEN_ACT) {
                Seam.event(this, "Full", null);
                return "full";
            }
            taker = queue.poll();
            if (taker == null) toy = put;
            else if (fault != Fault.LOST_WAKE_UP) taker.toy = put;
            Seam.event(this, taker == null ? "Put" : "Give", null);
        } finally {
            unlock(label);
            unlock(lid);
        }
        if (taker != null) Seam.unpark(taker.thread);
        if (taker != null && fault == Fault.LOST_WAKE_UP) taker.toy = put;
        return "ok";
    }

    String take(long nanos) {
        Taker me;
        lock(lid);
        try {
            if (toy != null) {
                String taken = toy;
                toy = null;
                Seam.event(this, "Take", null);
                return taken;
            }
            me = new Taker();
            queue.add(me);
            Seam.event(this, "Park", null);
        } finally {
            unlock(lid);
        }
        long deadline = nanos == 0 ? 0 : Seam.nanoTime() + nanos;
        while (me.toy == null) {
            long left = nanos == 0 ? 1 : deadline - Seam.nanoTime();
            if (left <= 0 && withdraw(me)) return "timed out";
            if (nanos == 0) Seam.park(this);
            else if (left > 0) Seam.parkNanos(this, left);
        }
        Seam.event(this, "Resume", null);
        return me.toy;
    }

    private boolean withdraw(Taker me) {
        lock(lid);
        try {
            boolean left = queue.remove(me) || fault == Fault.TIMEOUT_DROPS;
            if (left) Seam.event(this, "Withdraw", null);
            return left;
        } finally {
            unlock(lid);
        }
    }

    String peek() {
        ReentrantLock first = fault == Fault.LOCK_ORDER ? label : lid;
        ReentrantLock second = fault == Fault.LOCK_ORDER ? lid : label;
        lock(first);
        lock(second);
        try {
            Seam.event(this, "Peek", null);
            return toy == null ? "empty" : toy;
        } finally {
            unlock(second);
            unlock(first);
        }
    }

    private static void lock(ReentrantLock lock) {
        Seam.point("lock");
        lock.lock();
    }

    private static void unlock(ReentrantLock lock) {
        lock.unlock();
    }
}
