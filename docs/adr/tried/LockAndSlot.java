import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The least that a rendezvous under a lock can do: one word, one slot for each side, one node for each wait, and two
 * threads that spin. Prints the time per value in nanoseconds, five times. Run: java docs/adr/tried/LockAndSlot.java
 */
public class LockAndSlot {
    private static final int VALUES = 2_000_000;
    private static final VarHandle WORD;

    static {
        try {
            WORD = MethodHandles.lookup().findVarHandle(LockAndSlot.class, "word", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static final class Node {
        private Object item;
        private volatile boolean done;
    }

    private int word;
    private Node sender;
    private Node receiver;

    private void enter() {
        while (!WORD.compareAndSet(this, 0, 1)) Thread.onSpinWait();
    }

    private void exit() {
        WORD.setRelease(this, 0);
    }

    private void send(Object value) {
        enter();
        Node partner = receiver;
        Node own = null;
        if (partner != null) {
            receiver = null;
            partner.item = value;
            partner.done = true;
        } else {
            own = sender = new Node();
            own.item = value;
        }
        exit();
        if (own != null) while (!own.done) Thread.onSpinWait();
    }

    private Object receive() {
        enter();
        Node partner = sender;
        Node own = null;
        if (partner != null) {
            sender = null;
            partner.done = true;
        } else {
            own = receiver = new Node();
        }
        exit();
        if (own == null) return partner.item;
        while (!own.done) Thread.onSpinWait();
        return own.item;
    }

    public static void main(String[] args) throws InterruptedException {
        for (int turn = 0; turn < 5; turn++) {
            LockAndSlot slot = new LockAndSlot();
            long begun = System.nanoTime();
            Thread other = Thread.ofPlatform().start(() -> {
                for (int i = 0; i < VALUES; i++) slot.send("value");
            });
            for (int i = 0; i < VALUES; i++) slot.receive();
            other.join();
            System.out.printf("%,.0f ns%n", (System.nanoTime() - begun) / (double) VALUES);
        }
    }
}
