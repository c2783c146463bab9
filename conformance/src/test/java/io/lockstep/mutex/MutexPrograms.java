package io.lockstep.mutex;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Random programs on a mutex, from a seed. Every task unlocks as often as it tries to lock, so that nobody
 * waits for good; whoever has tried in vain unlocks another's lock, or none.
 */
final class MutexPrograms {

    /** The longest time that a timed operation may take, in microseconds: about a context switch or ten. */
    private static final int LONGEST = 80;

    /** Longer than the threshold of starvation. */
    private static final Op LONG_UNLOCK = Op.of("unlock", "1100us");

    private final Random random;

    MutexPrograms(long seed) {
        random = new Random(seed);
    }

    /** A program of so many tasks, each of which locks so many times. */
    Program next(int tasks, int locks) {
        List<List<Op>> program = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < locks; i++) {
                if (random.nextInt(10) == 0) ops.add(Op.of(Op.INTERRUPT, Program.name(random.nextInt(tasks))));
                ops.add(lock());
                if (random.nextInt(10) == 0) ops.add(Op.of("tryLock"));
                ops.add(random.nextInt(40) == 0 ? LONG_UNLOCK : Op.of("unlock"));
            }
            ops.add(Op.of("unlock"));
            program.add(ops);
        }
        return new Program(program);
    }

    private Op lock() {
        int choice = random.nextInt(100);
        if (choice < 40) return Op.of("lock");
        if (choice < 60) return Op.of("lockInterruptibly");
        if (choice < 90) return Op.of("lockFor", random.nextInt(5) == 0 ? "20000us" : random.nextInt(LONGEST) - 1 + "us");
        return Op.of("tryLock");
    }
}
