package io.lockstep.waitgroup;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random programs on a WaitGroup, from a seed: as many steps down as up, mistakes included. */
final class WaitGroupPrograms {

    /** The longest time that a timed operation may take, in microseconds: about a context switch or ten. */
    private static final int LONGEST = 80;

    private final Random random;

    WaitGroupPrograms(long seed) {
        random = new Random(seed);
    }

    Program next(int tasks, int length) {
        List<List<Op>> program = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < length; i++) ops.add(op(tasks));
            program.add(ops);
        }
        return new Program(program);
    }

    private Op op(int tasks) {
        int choice = random.nextInt(100);
        if (choice < 30) return Op.of("add", Integer.toString(1 + random.nextInt(WaitGroupProgram.MOST)));
        if (choice < 35) return Op.of("add", Integer.toString(-random.nextInt(WaitGroupProgram.MOST + 1)));
        if (choice < 70) return Op.of("done");
        if (choice < 80) return Op.of("await");
        if (choice < 94) return Op.of("awaitFor", random.nextInt(LONGEST) - 1 + "us");
        return Op.of(Op.INTERRUPT, Program.name(random.nextInt(tasks)));
    }
}
