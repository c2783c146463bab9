package io.lockstep.bench;

import io.lockstep.bench.peers.Peer;
import io.lockstep.bench.report.Goals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is measured. */
final class Workloads {

    private static final List<Integer> CAPACITIES = List.of(0, 16, 100);

    private Workloads() {
    }

    /** Of each family the rows that tell most, few enough for ten minutes. */
    static List<Row> headline() {
        return List.of(
                transfer(0, 1), transfer(0, 1).busy(), transfer(16, 1),
                line("ring", 1_000, 0), line("ring", 1_000, 0).busy(),
                select(2, 0), select(8, 0), select(2, 16), select(2, 0).busy(),
                nonblocking("try send and receive, buffer 16", "tryBoth", 16), selectDefault("nothing ready", "selectNothing"),
                selecting("SelectUncontended", "selectUncontended"), buffered("ChanContended", "chanContended"),
                close(), idle(1_000),
                mutex(1), mutex(4), waitGroup(10_000), once(),
                orChannel(10, "fired", "fire"),
                tasks(10_000),
                idleChannel(0), allocatedBuffered(), allocatedSelect(),
                seam("send and receive", "buffered"), seam("ready select", "select"));
    }

    /** Everything. */
    static List<Row> all() {
        List<Row> timed = new ArrayList<>();
        for (int pairs : List.of(1, 4, 100)) {
            for (int capacity : CAPACITIES) timed.add(transfer(capacity, pairs));
        }
        timed.add(Row.of(Family.LINE, "ping-pong", PingPongBenchmark.class, "pingPong").against(Peer.pairs(0)));
        timed.add(line("ring", 1_000, 0));
        for (String shape : List.of("chain", "parallel")) {
            for (int capacity : CAPACITIES) timed.add(line(shape, 10_000, capacity));
        }
        for (int capacity : List.of(0, 16)) {
            for (int cases : List.of(1, 2, 4, 8)) timed.add(select(cases, capacity));
        }
        timed.addAll(nonblocking());
        timed.addAll(chanTest());
        timed.add(close());
        for (int selects : List.of(1, 1_000, 1_000_000)) timed.add(idle(selects));
        for (int threads : List.of(1, 4, 100)) timed.add(mutex(threads));
        for (int round : List.of(10, 10_000)) timed.add(waitGroup(round));
        timed.add(once());
        for (int inputs : List.of(1, 10, 1_000)) {
            timed.add(orChannel(inputs, "fired", "fire"));
            timed.add(orChannel(inputs, "cancelled", "cancel"));
        }
        for (int tasks : List.of(1, 10, 100, 1_000, 10_000, 100_000, 1_000_000)) timed.add(tasks(tasks));
        for (String state : List.of("ready", "blocked")) {
            for (int cases : List.of(1, 10, 100, 1_000)) timed.add(cases(state, cases));
        }
        List<Row> rows = new ArrayList<>(Row.idleAndBusy(timed));
        rows.addAll(memory());
        rows.addAll(seam());
        return rows;
    }

    private static List<Row> nonblocking() {
        return List.of(
                nonblocking("try receive, no sender", "tryReceive", 0),
                nonblocking("try receive, empty, buffer 16", "tryReceive", 16),
                nonblocking("try send, no receiver", "trySend", 0),
                nonblocking("try send, full, buffer 16", "trySend", 16),
                nonblocking("try send and receive, buffer 16", "tryBoth", 16),
                nonblocking("send and receive, buffer 16", "both", 16),
                selectDefault("nothing ready", "selectNothing"),
                selectDefault("one ready", "selectSomething"));
    }

    private static List<Row> chanTest() {
        List<Row> rows = new ArrayList<>(List.of(
                chanTest("ChanNonblocking", "chanNonblocking").against(Peer.crowds(0)),
                selecting("SelectUncontended", "selectUncontended"),
                selecting("SelectSyncContended", "selectSyncContended"),
                selecting("SelectAsyncContended", "selectAsyncContended"),
                selecting("SelectNonblock", "selectNonblock"),
                buffered("ChanUncontended", "chanUncontended"),
                buffered("ChanContended", "chanContended"),
                chanTest("ChanSync", "chanSync").against(Peer.crowds(0))));
        for (int work : List.of(0, 100)) {
            for (int capacity : List.of(0, 10, 100)) rows.add(prodCons(capacity, work));
        }
        rows.add(Row.of(Family.CHAN_TEST, "SelectProdCons", GoProducersBenchmark.class, "selectProdCons").with("capacity", 128).with("work", 100)
                .against(Peer.selecting()));
        rows.add(selecting("ChanPopular", "chanPopular"));
        return rows;
    }

    private static List<Row> memory() {
        List<Row> rows = new ArrayList<>();
        for (int capacity : CAPACITIES) rows.add(idleChannel(capacity));
        rows.add(Row.of(Family.MEMORY, "blocked task", FootprintBenchmark.class, "blockedTask").with("capacity", 0).counting(Row.Metric.KEPT)
                .against(Peer.crowds(0)));
        rows.add(Row.of(Family.MEMORY, "blocked task, beyond a parked thread", FootprintBenchmark.class, "waiting").with("capacity", 0)
                .counting(Row.Metric.KEPT).notInGo().against(Peer.crowds(0)));
        rows.add(allocatedBuffered());
        rows.add(allocatedSelect());
        rows.add(Row.of(Family.MEMORY, "allocated by try send and receive, buffer 16", NonblockingBenchmark.class, "tryBoth")
                .counting(Row.Metric.ALLOCATED).with("capacity", 16).against(Peer.crowds(16)));
        rows.add(Row.of(Family.MEMORY, "allocated by a select with default, nothing ready", NonblockingBenchmark.class, "selectNothing")
                .counting(Row.Metric.ALLOCATED).with("capacity", 0).against(Peer.selecting()));
        rows.add(Row.of(Family.MEMORY, "allocated by a rendezvous", GoChanTestBenchmark.class, "chanSync")
                .counting(Row.Metric.ALLOCATED).against(Peer.crowds(0)));
        return rows;
    }

    private static List<Row> seam() {
        return List.of(seam("rendezvous", "rendezvous"), seam("send and receive", "buffered"), seam("ready select", "select"),
                seam("mutex", "mutex"));
    }

    private static Row transfer(int capacity, int pairs) {
        String name = (capacity == 0 ? "rendezvous" : "buffer " + capacity) + ", " + pairs + ":" + pairs;
        return Row.of(Family.TRANSFER, name, TransferBenchmark.class, "transfer").with("capacity", capacity).with("pairs", pairs)
                .against(pairs == 1 ? Peer.pairs(capacity) : Peer.crowds(capacity));
    }

    private static Row line(String shape, int channels, int capacity) {
        return Row.of(Family.LINE, shape + " of " + grouped(channels) + buffer(capacity), LineBenchmark.class, shape)
                .with("channels", channels).with("capacity", capacity).against(Peer.crowds(capacity));
    }

    private static Row select(int cases, int capacity) {
        return Row.of(Family.SELECT, "select of " + cases + buffer(capacity), SelectBenchmark.class, "select")
                .with("cases", cases).with("capacity", capacity).against(Peer.selecting());
    }

    private static Row nonblocking(String name, String method, int capacity) {
        return Row.of(Family.NONBLOCKING, name, NonblockingBenchmark.class, method).with("capacity", capacity)
                .against(Peer.crowds(capacity));
    }

    private static Row selectDefault(String what, String method) {
        return Row.of(Family.NONBLOCKING, "select with default, " + what, NonblockingBenchmark.class, method).with("capacity", 0)
                .against(Peer.selecting());
    }

    private static Row chanTest(String name, String method) {
        return Row.of(Family.CHAN_TEST, name, GoChanTestBenchmark.class, method);
    }

    private static Row selecting(String name, String method) {
        return chanTest(name, method).against(Peer.selecting());
    }

    private static Row buffered(String name, String method) {
        return chanTest(name, method).against(Peer.crowds(1));
    }

    private static Row prodCons(int capacity, int work) {
        return Row.of(Family.CHAN_TEST, (work == 0 ? "ChanProdCons" : "ChanProdConsWork") + capacity, GoProducersBenchmark.class,
                "chanProdCons").with("capacity", capacity).with("work", work).against(Peer.crowds(capacity));
    }

    private static Row close() {
        return Row.of(Family.CLOSE, "close with 100,000 waiters", CloseBenchmark.class, "close").against(Peer.selecting());
    }

    private static Row idle(int selects) {
        return Row.of(Family.CLOSE, "idle channel after selects: " + grouped(selects), IdleBenchmark.class, "send")
                .with("selects", selects).against(Peer.selecting());
    }

    private static Row mutex(int threads) {
        return Row.of(Family.SYNC, threads == 1 ? "mutex, uncontended" : "mutex, " + threads + " threads", MutexBenchmark.class, "add")
                .with("threads", threads)
                .against("LOCKSTEP", "Lockstep").against("REENTRANT_LOCK", "ReentrantLock")
                .against("REENTRANT_LOCK_FAIR", "ReentrantLock, fair");
    }

    private static Row waitGroup(int round) {
        return Row.of(Family.SYNC, "wait group, rounds of " + grouped(round), WaitGroupBenchmark.class, "tasks").with("round", round)
                .against("LOCKSTEP", "Lockstep").against("COUNT_DOWN_LATCH", "CountDownLatch").against("PHASER", "Phaser");
    }

    private static Row once() {
        return Row.of(Family.SYNC, "once, done", OnceBenchmark.class, "ask")
                .against("LOCKSTEP", "Lockstep").against("FUTURE_TASK", "FutureTask").against("DOUBLE_CHECKED", "double-checked field");
    }

    private static Row orChannel(int inputs, String end, String method) {
        return Row.of(Family.ORCHANNEL, "or-channel of " + grouped(inputs) + ", " + end, OrChannelBenchmark.class, method)
                .with("inputs", inputs).against("LOCKSTEP", "Lockstep");
    }

    private static Row tasks(int tasks) {
        return Row.of(Family.GROWTH, "waiting tasks: " + grouped(tasks), GrowthBenchmark.class, tasks <= 100_000 ? "few" : "many")
                .with("tasks", tasks).against(Peer.crowds(0));
    }

    private static Row cases(String state, int cases) {
        return Row.of(Family.GROWTH, "cases: " + grouped(cases) + ", " + state, CasesBenchmark.class, state).with("cases", cases)
                .against(Peer.selecting());
    }

    private static Row idleChannel(int capacity) {
        return Row.of(Family.MEMORY, capacity == 0 ? Goals.IDLE_CHANNEL : "idle channel" + buffer(capacity), FootprintBenchmark.class,
                "idleChannel").counting(Row.Metric.KEPT).with("capacity", capacity).against(Peer.pairs(capacity));
    }

    private static Row allocatedBuffered() {
        return Row.of(Family.MEMORY, Goals.ALLOCATED_BUFFERED, NonblockingBenchmark.class, "both").counting(Row.Metric.ALLOCATED)
                .with("capacity", 16).against(Peer.crowds(16));
    }

    private static Row allocatedSelect() {
        return Row.of(Family.MEMORY, Goals.ALLOCATED_SELECT, GoChanTestBenchmark.class, "selectUncontended")
                .counting(Row.Metric.ALLOCATED).against(Peer.selecting());
    }

    private static Row seam(String name, String method) {
        return Row.of(Family.SEAM, "seam: " + name, SeamBenchmark.class, method).notInGo()
                .against("LOCKSTEP", "Lockstep").against(SeamBenchmark.Variant.SEAMLESS.name(), Goals.SEAMLESS);
    }

    private static String buffer(int capacity) {
        return capacity == 0 ? "" : ", buffer " + capacity;
    }

    private static String grouped(int number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
