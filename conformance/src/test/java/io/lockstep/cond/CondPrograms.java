package io.lockstep.cond;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random programs on a condition variable, from a seed. Every task waits and unlocks only what it has locked,
 * and unlocks all that.
 */
final class CondPrograms {

    /** Without waits that nobody could end: a program may not signal often enough. */
    static final List<String> OPERATIONS =
            CondProgram.OPERATIONS.stream().filter(op -> !op.equals("awaitUninterruptibly")).toList();

    /** The longest time that a timed operation may take, in microseconds: about a context switch or ten. */
    private static final int LONGEST = 80;

    private final Random random;

    CondPrograms(long seed) {
        random = new Random(seed);
    }

    /** A program of so many tasks, each of which has so many turns. */
    Program next(int tasks, int turns) {
        List<List<Op>> program = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < turns; i++) turn(ops, tasks);
            program.add(ops);
        }
        return new Program(program);
    }

    private void turn(List<Op> ops, int tasks) {
        if (random.nextInt(8) == 0) ops.add(Op.of(Op.INTERRUPT, Program.name(random.nextInt(tasks))));
        if (random.nextInt(4) == 0) {
            ops.add(wakeUp());
            return;
        }
        ops.add(Op.of("lock"));
        for (int i = random.nextInt(3); i >= 0; i--) ops.add(random.nextInt(5) < 3 ? await() : wakeUp());
        ops.add(Op.of("unlock"));
    }

    private Op await() {
        if (random.nextBoolean()) return Op.of("await");
        return Op.of("awaitFor", random.nextInt(4) == 0 ? "5000us" : random.nextInt(LONGEST) - 1 + "us");
    }

    private Op wakeUp() {
        return Op.of(random.nextInt(4) == 0 ? "broadcast" : "signal");
    }
}
