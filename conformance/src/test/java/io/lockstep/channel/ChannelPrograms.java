package io.lockstep.channel;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random programs on a channel, from a seed. */
final class ChannelPrograms {

    static final List<String> VALUES = List.of("a", "b", "c");

    /** The longest time that a timed operation may take, in microseconds: about a context switch or ten. */
    private static final int LONGEST = 80;

    private final Random random;

    ChannelPrograms(long seed) {
        random = new Random(seed);
    }

    /** A program in which as much is sent as received; nobody closes the channel. */
    Program open(int tasks, int length) {
        List<List<Op>> program = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < length; i++) ops.add(op(tasks));
            program.add(ops);
        }
        return new Program(program);
    }

    /** A program in which some task closes the channel, perhaps twice. */
    Program closing(int tasks, int length) {
        List<List<Op>> program = new ArrayList<>();
        open(tasks, length).tasks().forEach(ops -> program.add(new ArrayList<>(ops)));
        for (int closes = 1 + random.nextInt(2); closes > 0; closes--) {
            List<Op> ops = program.get(random.nextInt(tasks));
            ops.add(random.nextInt(ops.size() + 1), Op.of("close"));
        }
        return new Program(program);
    }

    private Op op(int tasks) {
        int choice = random.nextInt(100);
        if (choice < 40) return choice % 2 == 0 ? Op.of("send", value()) : Op.of("recv");
        if (choice < 70) return choice % 2 == 0 ? Op.of("sendFor", value(), time()) : Op.of("recvFor", time());
        if (choice < 90) return choice % 2 == 0 ? Op.of("trySend", value()) : Op.of("tryRecv");
        if (choice < 93) return Op.of("len");
        return Op.of(Op.INTERRUPT, Program.name(random.nextInt(tasks)));
    }

    private String value() {
        return VALUES.get(random.nextInt(VALUES.size()));
    }

    private String time() {
        return random.nextInt(LONGEST) - 1 + "us";
    }
}
