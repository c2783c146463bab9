package io.lockstep.cond;

import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.program.Labelling;
import io.lockstep.conformance.program.Model;
import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.program.Room;
import io.lockstep.conformance.runner.Rooms;
import io.lockstep.mutex.Mutex;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Programs on a condition variable and its lock, a mutex.
 *
 * <p>Their operations are {@code lock}, {@code unlock}, {@code await}, {@code awaitFor(50us)},
 * {@code awaitUninterruptibly}, {@code signal} and {@code broadcast}. Results are the words of the
 * specification.
 *
 * <p>Programs in which a task unlocks what another has locked should be too short for the mutex to starve: a
 * mutex that is handed over is never free, where the specification's lock is, for a moment.
 */
public final class CondProgram implements Room {

    /** The operations of a condition variable and its lock, in the specification's words. */
    public static final List<String> OPERATIONS =
            List.of("lock", "unlock", "await", "awaitFor", "awaitUninterruptibly", "signal", "broadcast");

    private static final String SIGNALLED = "signalled";
    private static final String OK = "ok";

    private final List<String> operations;

    /** Programs of all operations. */
    public CondProgram() {
        this(OPERATIONS);
    }

    /**
     * Programs of some operations.
     *
     * @param operations which, so that the model knows no other
     */
    public CondProgram(List<String> operations) {
        this.operations = List.copyOf(operations);
    }

    @Override
    public String name() {
        return "cond";
    }

    @Override
    public Model model(int tasks) {
        Map<String, String> constants = new LinkedHashMap<>();
        constants.put("Task", Model.strings(Program.names(tasks)));
        constants.put("Ops", Model.strings(operations));
        return new Model(Rooms.root().resolve("specs/cond/Cond.tla"), constants);
    }

    @Override
    public Subject create() {
        Mutex mutex = new Mutex();
        Cond cond = mutex.newCondition();
        return op -> perform(mutex, cond, op);
    }

    @Override
    public List<String> call(Op op) {
        if (!operations.contains(op.name())) throw unknown(op);
        if (op.name().equals("awaitFor")) op.time();
        return List.of(op.name());
    }

    /** The condition variable speaks the specification's words; of the mutex, only lock and unlock matter. */
    @Override
    public Labelling labelling() {
        return new Labelling() {
            @Override
            public Label label(String task, String action, Object argument) {
                return PLAIN.label(task, action, argument);
            }

            @Override
            public Label label(String task, Object primitive, String action, Object argument) {
                return primitive instanceof CondCore ? label(task, action, argument) : ofTheMutex(task, action);
            }
        };
    }

    private static Label ofTheMutex(String task, String action) {
        return switch (action) {
            case "LockFree", "RetryLock", "Resume" -> Label.of("Lock", task);
            case "UnlockFree", "UnlockWake", "UnlockHandOff" -> Label.of("Unlock", task);
            case "UnlockUnlocked" -> Label.of("UnlockUnlocked", task);
            default -> null; // it waits for the mutex
        };
    }

    private String perform(Mutex mutex, Cond cond, Op op) {
        try {
            return switch (op.name()) {
                case "lock" -> {
                    mutex.lock();
                    yield "locked";
                }
                case "unlock" -> {
                    mutex.unlock();
                    yield "unlocked";
                }
                case "await" -> {
                    cond.await();
                    yield SIGNALLED;
                }
                case "awaitFor" -> cond.await(op.time()) ? SIGNALLED : "timed out";
                case "awaitUninterruptibly" -> {
                    cond.awaitUninterruptibly();
                    yield SIGNALLED;
                }
                case "signal" -> {
                    cond.signal();
                    yield OK;
                }
                case "broadcast" -> {
                    cond.broadcast();
                    yield OK;
                }
                default -> throw unknown(op);
            };
        } catch (InterruptedException e) {
            return "interrupted";
        } catch (IllegalMonitorStateException e) {
            return "unlock of unlocked mutex";
        }
    }

    private IllegalArgumentException unknown(Op op) {
        return new IllegalArgumentException("a condition variable has no operation " + op + " here; it has "
                + String.join(", ", operations));
    }
}
