package io.lockstep.select;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.lockstep.channel.Channel;
import io.lockstep.channel.SendOnClosedChannelException;
import io.lockstep.scope.Scope;
import io.lockstep.scope.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Every select of up to three cases, each of them ready, blocking, nil or closed, a send or a receive, with
 * and without a default, and with a partner that comes later for each case that blocks.
 */
class SelectTableTest {

    private enum Kind { READY, BLOCKING, NIL, CLOSED }

    private static final int LONGEST = 3;

    /** One case on a channel of its own. */
    private record Probe(Kind kind, boolean send, Channel<String> channel) {
        static Probe of(Kind kind, boolean send) {
            Channel<String> channel = kind == Kind.NIL ? Channel.nil() : Channel.buffered(1);
            boolean full = kind != Kind.NIL && (kind == Kind.READY) != send;
            if (full) channel.trySend("old");
            if (kind == Kind.CLOSED) {
                if (full) channel.tryReceive();
                channel.close();
            }
            return new Probe(kind, send, channel);
        }

        boolean isReady() {
            return kind == Kind.READY || kind == Kind.CLOSED;
        }

        /** Makes the case ready from outside. */
        void partner() throws InterruptedException {
            if (send) channel.receive();
            else channel.send("new");
        }

        String expected(int i) {
            if (kind == Kind.CLOSED) return send ? "panic" : i + " closed";
            return send ? i + " sent" : i + (kind == Kind.READY ? " old" : " new");
        }
    }

    @Test
    @DisplayName("happens as the table says")
    void everyCombination(Scope scope) throws Exception {
        int run = 0;
        for (int n = 0; n <= LONGEST; n++) {
            int combinations = (int) Math.pow(2 * Kind.values().length, n);
            for (int c = 0; c < combinations; c++) {
                check(scope, n, c, true, -1);
                run++;
                if (probes(n, c).stream().anyMatch(Probe::isReady)) {
                    check(scope, n, c, false, -1);
                    run++;
                    continue;
                }
                for (int late = 0; late < n; late++) {
                    if (probes(n, c).get(late).kind() == Kind.BLOCKING) {
                        check(scope, n, c, false, late);
                        run++;
                    }
                }
            }
        }
        System.out.println("select table: " + run + " combinations");
        assertTrue(run > 2 * 584, "584 selects have one, two or three cases; most of them are checked more than once");
    }

    private static List<Probe> probes(int n, int combination) {
        List<Probe> probes = new ArrayList<>();
        for (int i = 0, rest = combination; i < n; i++, rest /= 8) {
            probes.add(Probe.of(Kind.values()[rest % 8 / 2], rest % 2 == 0));
        }
        return probes;
    }

    private static void check(Scope scope, int n, int combination, boolean withDefault, int late) throws Exception {
        List<Probe> probes = probes(n, combination);
        Select.Cases<String> cases = Select.cases();
        for (int i = 0; i < n; i++) {
            int at = i;
            Probe p = probes.get(i);
            if (p.send()) cases.send(p.channel(), "mine", () -> at + " sent");
            else cases.receive(p.channel(), v -> at + " " + v, () -> at + " closed");
        }
        if (withDefault) cases.otherwise(() -> "default");
        Select<String> select = cases.build();
        String what = probes + (withDefault ? " with default" : "") + (late >= 0 ? ", partner for case " + late : "");
        List<String> allowed = new ArrayList<>();
        for (int i = 0; i < n; i++) if (probes.get(i).isReady()) allowed.add(probes.get(i).expected(i));
        if (allowed.isEmpty()) allowed.add(late >= 0 ? probes.get(late).expected(late) : "default");
        Callable<String> running = () -> {
            try {
                return select.run();
            } catch (SendOnClosedChannelException e) {
                return "panic";
            }
        };
        String result = late < 0 ? running.call() : met(scope, running, probes.get(late));
        assertTrue(allowed.contains(result), () -> what + ": " + result + ", expected one of " + allowed);
        nothingElseHappened(probes, result, late, what);
    }

    /** Runs a select until it waits, and then its partner. */
    private static String met(Scope scope, Callable<String> running, Probe late) throws InterruptedException {
        Task<String> select = scope.start("selects", running);
        while (!late.channel().toString().contains(" 1 " + (late.send() ? "sending" : "receiving"))) {
            LockSupport.parkNanos(1_000); // polls every microsecond until the select waits
        }
        late.partner();
        scope.join();
        return select.result();
    }

    private static void nothingElseHappened(List<Probe> probes, String result, int late, String what) {
        for (int i = 0; i < probes.size(); i++) {
            Probe p = probes.get(i);
            if (p.kind() == Kind.NIL) continue;
            assertTrue(p.channel().toString().endsWith("0 sending, 0 receiving]"), () -> what + " leaves a waiter: " + p);
            boolean happened = result.startsWith(i + " ");
            boolean full = p.kind() != Kind.CLOSED && (p.kind() == Kind.READY) != p.send();
            boolean turned = happened && p.kind() == Kind.READY;
            boolean refilled = i == late && p.send(); // the partner took the old value, and the select's moved in
            assertEquals(turned != full || refilled ? 1 : 0, p.channel().len(), () -> what + " changes " + p);
        }
    }

    @Test
    @DisplayName("without a case that could ever happen waits until interrupted")
    void waitsForEver(Scope scope) throws InterruptedException {
        for (Select<String> select : List.of(Select.<String>cases().build(),
                Select.<String>cases().receive(Channel.<String>nil(), v -> v).send(Channel.nil(), "x", () -> "").build())) {
            Thread thread = scope.start("selects", () -> assertThrows(InterruptedException.class, select::run)).thread();
            while (thread.getState() != Thread.State.WAITING) LockSupport.parkNanos(1_000);
            thread.interrupt();
            scope.join();
        }
        assertNull(Select.<String>cases().build().runNow());
    }
}
