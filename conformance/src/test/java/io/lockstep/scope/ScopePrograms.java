package io.lockstep.scope;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Random programs on a scope, from a seed: every member is started once, wherever that is. */
final class ScopePrograms {

    /** The longest time that a timed operation may take, in microseconds: about a context switch or ten. */
    private static final int LONGEST = 80;

    private final Random random;

    ScopePrograms(long seed) {
        random = new Random(seed);
    }

    Program next(int tasks, int length) {
        List<List<Op>> program = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < length; i++) ops.add(op(tasks));
            program.add(ops);
        }
        for (Op start : starts()) {
            List<Op> ops = program.get(random.nextInt(tasks));
            ops.add(random.nextInt(2) == 0 ? 0 : random.nextInt(ops.size() + 1), start);
        }
        return new Program(program);
    }

    private List<Op> starts() {
        List<Op> starts = new ArrayList<>();
        for (String member : ScopeProgram.MEMBERS) {
            starts.add(Op.of("start", member, ScopeProgram.KINDS.get(random.nextInt(ScopeProgram.KINDS.size()))));
        }
        if (random.nextInt(6) == 0) starts.add(Op.of("start", ScopeProgram.STUBBORN, "stubborn"));
        Collections.shuffle(starts, random);
        return starts;
    }

    private Op op(int tasks) {
        int choice = random.nextInt(100);
        if (choice < 8) return Op.of("cancel");
        if (choice < 45) return Op.of("join");
        if (choice < 80) return Op.of("joinFor", random.nextInt(LONGEST) - 8 + "us");
        if (choice < 88) return Op.of("close");
        return Op.of(Op.INTERRUPT, Program.name(random.nextInt(tasks)));
    }
}
