package io.lockstep.mutex;

import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.conformance.runner.Rooms;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs on a mutex.
 *
 * <p>Their operations are {@code lock}, {@code lockInterruptibly}, {@code lockFor(50us)}, {@code tryLock} and
 * {@code unlock}. {@code unlock(1500us)} keeps the processor busy for that long before it unlocks, so that
 * others wait long. Results are the words of the specification.
 */
public final class MutexProgram implements Room {

    /** The operations of a mutex, in the specification's words. */
    public static final List<String> OPERATIONS = List.of("lock", "lockInterruptibly", "lockFor", "tryLock", "unlock");

    private static final String LOCKED = "locked";

    /** Programs on a new mutex. */
    public MutexProgram() {
    }

    @Override
    public String name() {
        return "mutex";
    }

    @Override
    public Model model(int tasks) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("Task", Model.strings(Program.names(tasks)));
        constants.put("Ops", Model.strings(OPERATIONS));
        return new Model(Rooms.root().resolve("specs/mutex/Mutex.tla"), constants);
    }

    @Override
    public Subject create() {
        Mutex mutex = new Mutex();
        return op -> perform(mutex, op);
    }

    @Override
    public List<String> call(Op op) {
        if (!OPERATIONS.contains(op.name())) throw unknown(op);
        if (op.name().equals("lockFor")) op.time();
        return List.of(op.name());
    }

    private static String perform(Mutex mutex, Op op) {
        try {
            return switch (op.name()) {
                case "lock" -> {
                    mutex.lock();
                    yield LOCKED;
                }
                case "lockInterruptibly" -> {
                    mutex.lockInterruptibly();
                    yield LOCKED;
                }
                case "lockFor" -> mutex.tryLock(op.time()) ? LOCKED : "timed out";
                case "tryLock" -> mutex.tryLock() ? LOCKED : "not ready";
                case "unlock" -> {
                    if (!op.args().isEmpty()) keepBusy(op.time().toNanos());
                    mutex.unlock();
                    yield "unlocked";
                }
                default -> throw unknown(op);
            };
        } catch (InterruptedException e) {
            return "interrupted";
        } catch (IllegalMonitorStateException e) {
            return "unlock of unlocked mutex";
        }
    }

    private static void keepBusy(long nanos) {
        long start = System.nanoTime();
        while (System.nanoTime() - start < nanos) Thread.onSpinWait();
    }

    private static IllegalArgumentException unknown(Op op) {
        return new IllegalArgumentException("a mutex has no operation " + op + "; it has " + String.join(", ", OPERATIONS));
    }
}
