package io.lockstep.conformance.soak;

import java.util.BitSet;
import java.util.List;

/** What one task has sent and received. Values are distinct numbers from 0 on. */
public final class Account {

    /** How many values a message names. */
    private static final int SHOWN = 10;

    private final BitSet sent = new BitSet();
    private final BitSet received = new BitSet();

    /** The account of a task that has done nothing yet. */
    public Account() {
    }

    /**
     * A value has been sent.
     *
     * @param value never sent before
     */
    public void sent(int value) {
        if (sent.get(value)) throw new AssertionError("value " + value + " sent twice: the test is wrong");
        sent.set(value);
    }

    /**
     * A value has been received.
     *
     * @param value which
     */
    public void received(int value) {
        if (received.get(value)) throw new AssertionError("value " + value + " received twice by one task");
        received.set(value);
    }

    /**
     * Compares what has been sent by all with what has been received by all.
     *
     * @param accounts of all tasks
     * @return how many values have passed
     * @throws AssertionError if a value was lost, came twice, or came though it was not sent
     */
    public static int balance(List<Account> accounts) {
        BitSet sent = new BitSet();
        BitSet received = new BitSet();
        BitSet twice = new BitSet();
        for (Account account : accounts) {
            BitSet again = (BitSet) received.clone();
            again.and(account.received);
            twice.or(again);
            received.or(account.received);
            sent.or(account.sent);
        }
        BitSet lost = (BitSet) sent.clone();
        lost.andNot(received);
        BitSet fromNowhere = (BitSet) received.clone();
        fromNowhere.andNot(sent);
        String wrong = tell(lost, "sent and never received") + tell(twice, "received by more than one task")
                + tell(fromNowhere, "received, but its sender was told that nothing was sent");
        if (!wrong.isEmpty()) throw new AssertionError("of " + sent.cardinality() + " values sent" + wrong);
        return sent.cardinality();
    }

    private static String tell(BitSet values, String what) {
        if (values.isEmpty()) return "";
        return "; " + what + ": " + values.cardinality() + ", for instance " + values.stream().limit(SHOWN).boxed().toList();
    }
}
