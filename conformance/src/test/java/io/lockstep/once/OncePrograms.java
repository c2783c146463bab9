package io.lockstep.once;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random programs on two Onces, from a seed. A Once has a short life, so they are short and many. */
final class OncePrograms {

    /** How deep functions call one another: deep enough for a circle through both Onces. */
    private static final int DEPTH = 3;

    private final Random random;

    OncePrograms(long seed) {
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
        if (random.nextInt(6) == 0) return Op.of(Op.INTERRUPT, Program.name(random.nextInt(tasks)));
        List<String> path = new ArrayList<>();
        for (int depth = 1 + random.nextInt(DEPTH); depth > 0; depth--) {
            path.add(OnceProgram.ONCES.get(random.nextInt(2)));
            if (random.nextBoolean()) path.add(OnceProgram.SLOWLY);
        }
        if (random.nextInt(4) == 0) path.add(OnceProgram.FAILS);
        return new Op(OnceProgram.OPERATIONS.get(random.nextInt(2)), path);
    }
}
