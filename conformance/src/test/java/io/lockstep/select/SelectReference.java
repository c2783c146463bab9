package io.lockstep.select;

import io.lockstep.select.SelectScene.Case;
import io.lockstep.select.SelectScene.Vessel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** What channels hold and who waits, according to the language: the naive model of a scene. */
final class SelectReference {

    static final String SENT = "sent";
    static final String CLOSED = "closed";
    static final String PANIC = "panic";

    /** One who waits. */
    static final class Waiting {
        private final List<Case> cases;
        private final List<String> operands;
        private String result;

        private Waiting(List<Case> cases, List<String> operands) {
            this.cases = cases;
            this.operands = operands;
        }

        /** What has happened to it: the number of its case and what that brought; null while it waits. */
        String result() {
            return result;
        }

        private int find(int channel, boolean send) {
            return cases.indexOf(new Case(channel, send));
        }
    }

    private final List<Vessel> vessels;
    private final List<Deque<String>> buffers = new ArrayList<>();
    private final boolean[] closed;
    private final List<Waiting> waiting = new ArrayList<>(); // longest first

    SelectReference(List<Vessel> vessels) {
        this.vessels = vessels;
        this.closed = new boolean[vessels.size()];
        for (int c = 0; c < vessels.size(); c++) {
            int channel = c;
            buffers.add(new ArrayDeque<>(IntStream.range(0, vessels.get(c).held())
                    .mapToObj(k -> SelectScene.heldValue(channel, k)).toList()));
        }
    }

    List<String> buffer(int channel) {
        return List.copyOf(buffers.get(channel));
    }

    boolean isClosed(int channel) {
        return closed[channel];
    }

    /** In how many places somebody waits on a channel. */
    long queued(int channel) {
        return closed[channel] || vessels.get(channel).isNil() ? 0
                : waiting.stream().flatMap(w -> w.cases.stream()).filter(c -> c.channel() == channel).count();
    }

    boolean isReady(Case c) {
        if (vessels.get(c.channel()).isNil()) return false;
        Deque<String> buffer = buffers.get(c.channel());
        boolean room = c.send() ? buffer.size() < vessels.get(c.channel()).capacity() : !buffer.isEmpty();
        return closed[c.channel()] || room || partner(c).isPresent();
    }

    /** The numbers of the cases that are ready. */
    List<Integer> ready(List<Case> cases) {
        return IntStream.range(0, cases.size()).filter(i -> isReady(cases.get(i))).boxed().toList();
    }

    /** Nobody waits at a closed channel, though some may still have to notice. */
    private Optional<Waiting> partner(Case c) {
        if (closed[c.channel()]) return Optional.empty();
        return waiting.stream().filter(w -> w.find(c.channel(), !c.send()) >= 0).findFirst();
    }

    /** Lets a ready case happen. @return what it brings: the value received, or one of the words above */
    String proceed(Case c, String operand) {
        int channel = c.channel();
        if (c.send() && closed[channel]) return PANIC;
        Deque<String> buffer = buffers.get(channel);
        Optional<Waiting> partner = partner(c);
        if (c.send()) {
            if (partner.isPresent()) complete(partner.get(), partner.get().find(channel, false), operand);
            else buffer.add(operand);
            return SENT;
        }
        partner.ifPresent(p -> {
            int i = p.find(channel, true);
            buffer.add(p.operands.get(i));
            complete(p, i, SENT);
        });
        return buffer.isEmpty() ? CLOSED : buffer.remove();
    }

    Waiting await(List<Case> cases, List<String> operands) {
        Waiting one = new Waiting(cases, operands);
        waiting.add(one);
        return one;
    }

    void withdraw(Waiting one) {
        waiting.remove(one);
    }

    /** Closes a channel. Those who wait there alone are told; the others notice when they look. */
    void close(int channel) {
        closed[channel] = true;
        for (Waiting w : List.copyOf(waiting)) if (isAlone(w)) notice(w);
    }

    private boolean isAlone(Waiting one) {
        return one.cases.stream().filter(c -> !vessels.get(c.channel()).isNil()).count() == 1;
    }

    /** One who waits looks: at the receives first. */
    void notice(Waiting one) {
        if (one.result != null) return;
        for (boolean send : new boolean[] {false, true}) {
            for (int i = 0; i < one.cases.size() && one.result == null; i++) {
                Case c = one.cases.get(i);
                if (c.send() == send && closed[c.channel()]) complete(one, i, send ? PANIC : CLOSED);
            }
        }
    }

    private void complete(Waiting one, int i, String result) {
        waiting.remove(one);
        one.result = i + " " + result;
    }
}
