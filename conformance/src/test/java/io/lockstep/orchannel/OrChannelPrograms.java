package io.lockstep.orchannel;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random programs on an or-channel, from a seed: the first task makes it, and cancels it in the end. */
final class OrChannelPrograms {

    private final Random random;

    OrChannelPrograms(long seed) {
        random = new Random(seed);
    }

    /** A program. @param length the operations of each task, besides those that make and cancel */
    Program next(int tasks, int length) {
        List<List<Op>> program = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                ops.add(random.nextInt(12) == 0 ? Op.of(Op.INTERRUPT, Program.name(random.nextInt(tasks))) : operation());
            }
            program.add(ops);
        }
        List<Op> first = program.get(0);
        int uses = 0;   // the maker would wait for itself if it used the or-channel before
        while (uses < first.size() && !List.of("await", "cancel").contains(first.get(uses).name())) uses++;
        first.add(random.nextInt(uses + 1), Op.of("any"));
        first.add(Op.of("cancel"));
        return new Program(program);
    }

    /** Closes and cancels are rare, so that others come before them. */
    private Op operation() {
        int kind = random.nextInt(10);
        if (kind == 0) return Op.of("close", any("x", "y", "b"));
        if (kind == 1) return Op.of("cancel");
        if (kind < 4) return Op.of("await");
        if (kind < 6) return Op.of("recv", any("x", "y", "b"));
        return Op.parse(any("send(x, a)", "send(x, b)", "send(y, b)", "send(b, a)"));
    }

    private String any(String... options) {
        return options[random.nextInt(options.length)];
    }
}
