package io.lockstep.bench;

import io.lockstep.bench.peers.Chooser;
import io.lockstep.bench.peers.Peer;
import java.util.ArrayList;
import java.util.List;

/** What is measured. */
final class Workloads {

    private Workloads() {
    }

    /** The rows that tell most, in a few minutes. */
    static List<Row> headline() {
        List<Row> rows = new ArrayList<>();
        rows.add(transfer(0, 1));
        rows.add(transfer(0, 1).busy());
        rows.add(transfer(16, 1));
        rows.add(transfer(16, 4));
        rows.add(pingPong());
        rows.add(line("ring", 1_000, 0));
        rows.add(line("ring", 1_000, 0).busy());
        rows.add(select(2, 0));
        rows.add(select(8, 0));
        rows.add(select(2, 16));
        rows.add(mutex(1));
        rows.add(mutex(4));
        rows.add(waitGroup(10_000));
        rows.add(once());
        return rows;
    }

    /** Everything. */
    static List<Row> all() {
        List<Row> rows = new ArrayList<>();
        for (int pairs : List.of(1, 4, 100)) {
            for (int capacity : List.of(0, 16, 100)) rows.add(transfer(capacity, pairs));
        }
        rows.add(pingPong());
        rows.add(line("ring", 1_000, 0));
        for (String shape : List.of("chain", "parallel")) {
            for (int capacity : List.of(0, 16, 100)) rows.add(line(shape, 10_000, capacity));
        }
        for (int capacity : List.of(0, 16)) {
            for (int cases : List.of(1, 2, 4, 8)) rows.add(select(cases, capacity));
        }
        for (int threads : List.of(1, 4, 100)) rows.add(mutex(threads));
        for (int round : List.of(10, 10_000)) rows.add(waitGroup(round));
        rows.add(once());
        return Row.idleAndBusy(rows);
    }

    private static Row transfer(int capacity, int pairs) {
        String name = (capacity == 0 ? "rendezvous" : "buffer " + capacity) + ", " + pairs + ":" + pairs;
        return channels(Row.of("transfer", name, TransferBenchmark.class, "transfer")
                .with("capacity", capacity).with("pairs", pairs), capacity, pairs);
    }

    private static Row pingPong() {
        return channels(Row.of("line", "ping-pong", PingPongBenchmark.class, "pingPong"), 0, 1);
    }

    private static Row line(String shape, int channels, int capacity) {
        return channels(Row.of("line", shape + " of " + "%,d".formatted(channels) + (capacity == 0 ? "" : ", buffer " + capacity),
                LineBenchmark.class, shape).with("channels", channels).with("capacity", capacity), capacity, 2);
    }

    private static Row channels(Row row, int capacity, int pairs) {
        Row all = row;
        for (Peer peer : Peer.values()) if (peer.offers(capacity, pairs)) all = all.against(peer.name(), peer.title());
        return all;
    }

    private static Row select(int cases, int capacity) {
        Row row = Row.of("select", "select of " + cases + (capacity == 0 ? "" : ", buffer " + capacity),
                SelectBenchmark.class, "select").with("cases", cases).with("capacity", capacity);
        for (Chooser peer : Chooser.values()) row = row.against(peer.name(), peer.title());
        return row;
    }

    private static Row mutex(int threads) {
        return Row.of("sync", threads == 1 ? "mutex, uncontended" : "mutex, " + threads + " threads", MutexBenchmark.class, "add")
                .with("threads", threads)
                .against("LOCKSTEP", "Lockstep").against("REENTRANT_LOCK", "ReentrantLock")
                .against("REENTRANT_LOCK_FAIR", "ReentrantLock, fair");
    }

    private static Row waitGroup(int round) {
        return Row.of("sync", "wait group, rounds of " + "%,d".formatted(round), WaitGroupBenchmark.class, "tasks").with("round", round)
                .against("LOCKSTEP", "Lockstep").against("COUNT_DOWN_LATCH", "CountDownLatch").against("PHASER", "Phaser");
    }

    private static Row once() {
        return Row.of("sync", "once, done", OnceBenchmark.class, "ask")
                .against("LOCKSTEP", "Lockstep").against("FUTURE_TASK", "FutureTask").against("DOUBLE_CHECKED", "double-checked field");
    }
}
