package io.lockstep.select;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random programs of selects and plain operations, from a seed. */
final class SelectPrograms {

    /** The longest time that a timed operation may take, in microseconds: about a context switch or ten. */
    private static final int LONGEST = 80;
    /** A plain operation takes the channel's own way into the core; half of them shall. */
    private static final double PLAIN = 0.5;

    private final Random random;

    SelectPrograms(long seed) {
        random = new Random(seed);
    }

    /**
     * A program.
     *
     * @param closing whether some task closes a channel now and then
     */
    Program next(int tasks, int length, boolean closing) {
        List<String> forms = SelectProgram.FORMS.stream().filter(f -> !f.endsWith("#")).toList();
        List<List<Op>> program = new ArrayList<>();
        for (int task = 0; task < tasks; task++) {
            List<Op> ops = new ArrayList<>();
            for (int i = 0; i < length; i++) {
                if (random.nextInt(16) == 0) ops.add(Op.of(Op.INTERRUPT, Program.name(random.nextInt(tasks))));
                else ops.add(op(forms.get(random.nextInt(forms.size()))));
            }
            program.add(ops);
        }
        for (int closes = closing ? 1 + random.nextInt(3) : 0; closes > 0; closes--) {
            List<Op> ops = program.get(random.nextInt(tasks));
            ops.add(random.nextInt(ops.size() + 1), Op.of("close", List.of("x", "y", "b").get(random.nextInt(3))));
        }
        return new Program(program);
    }

    /** The operation that makes a call. */
    Op op(String form) {
        SelectCall call = SelectCall.parse(form);
        String time = 1 + random.nextInt(LONGEST) + "us";
        if (call.isClose()) return Op.of("close", call.closes());
        String cases = form.split(":")[0];
        if (call.cases().size() != 1 || random.nextDouble() > PLAIN || form.startsWith("nil")) {
            return switch (call.mode()) {
                case "timed" -> Op.of("select", cases, time);
                case "default" -> Op.of("select", cases, "default");
                default -> Op.of("select", cases);
            };
        }
        return plain(call, call.cases().get(0), time);
    }

    private static Op plain(SelectCall call, SelectCall.Case only, String time) {
        return switch (call.mode()) {
            case "timed" -> only.sends() ? Op.of("sendFor", only.channel(), only.value(), time) : Op.of("recvFor", only.channel(), time);
            case "default" -> only.sends() ? Op.of("trySend", only.channel(), only.value()) : Op.of("tryRecv", only.channel());
            default -> only.sends() ? Op.of("send", only.channel(), only.value()) : Op.of("recv", only.channel());
        };
    }
}
