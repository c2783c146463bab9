package io.lockstep.channel;

import io.lockstep.conformance.program.Op;
import io.lockstep.conformance.program.Program;
import io.lockstep.conformance.schedule.Stages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The production channel on real virtual threads, under schedules that the specification judges. */
class ChannelSchedulesTest {
    private static final boolean QUICK = "quick".equals(System.getProperty("lockstep.effort"));
    private static final int FEW = QUICK ? 1 : 2;

    /** The most schedules of one program; no program here has that many. */
    private static final long ENOUGH = 1_000_000;

    @RegisterExtension
    static final Stages STAGES = new Stages(new ChannelStage(), ChannelSchedulesTest::outcomes);

    private static List<Op> operations(String value) {
        return List.of(Op.of("send", value), Op.of("recv"), Op.of("sendFor", value, "50us"), Op.of("recvFor", "50us"),
                Op.of("trySend", value), Op.of("tryRecv"), Op.of("close"), Op.of("len"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cap=0", "cap=1", "cap=nil"})
    void everyScheduleOfAnyTwoOperations(String setting) {
        Stages.Opened schedules = STAGES.in(setting, 2);
        for (Op first : operations("a")) {
            for (Op second : operations("b")) schedules.every(new Program(List.of(List.of(first), List.of(second))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cap=0", "cap=1"})
    void everyScheduleOfAnyTwoOperationsAndAnInterrupt(String setting) {
        Stages.Opened schedules = STAGES.in(setting, 2);
        List<Op> interrupt = List.of(Op.of(Op.INTERRUPT, "t1"));
        for (Op first : operations("a")) {
            for (Op second : operations("b")) {
                schedules.every(new Program(List.of(List.of(first), List.of(second), interrupt)));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cap=nil", "cap=nil spurious=1"})
    void everyScheduleOfOneOperationOnTheNilChannelAndAnInterrupt(String setting) {
        for (Op op : operations("a")) {
            STAGES.in(setting, 2).every(new Program(List.of(List.of(op), List.of(Op.of(Op.INTERRUPT, "t1")))));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"cap=0 spurious=1", "cap=1 spurious=1"})
    void everyScheduleOfTwoBlockingOperationsThatMayWakeWithoutReason(String setting) {
        Stages.Opened schedules = STAGES.in(setting, 2);
        for (Op first : operations("a")) {
            for (Op second : operations("b")) {
                if (blocks(first)) schedules.every(new Program(List.of(List.of(first), List.of(second))));
            }
        }
    }

    private static boolean blocks(Op op) {
        return Set.of("send", "recv", "sendFor", "recvFor").contains(op.name());
    }

    /** Any two operations against any two others, with one preemption in quick effort and two in full. */
    @ParameterizedTest
    @ValueSource(strings = {"cap=0", "cap=1"})
    void fewPreemptionsOfTwoTimesTwoOperations(String setting) {
        Stages.Opened schedules = STAGES.in(setting, 2);
        List<List<Op>> firsts = pairs("a");
        List<List<Op>> seconds = pairs("b");
        for (int i = 0; i < firsts.size(); i++) {
            for (int j = QUICK ? i + (int) Math.floorMod(Stages.SEED, 4L) : i; j < seconds.size(); j += QUICK ? 4 : 1) {
                schedules.exhaustive(new Program(List.of(firsts.get(i), seconds.get(j))), FEW, ENOUGH);
            }
        }
    }

    private static List<List<Op>> pairs(String value) {
        List<List<Op>> pairs = new ArrayList<>();
        for (Op first : operations(value)) for (Op second : operations(value)) pairs.add(List.of(first, second));
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("buffers")
    void largerPrograms(String setting) {
        Stages.Opened schedules = STAGES.in(setting, 4);
        Random random = new Random(Stages.SEED);
        for (int i = 0; i < (QUICK ? 12 : 400); i++) {
            Program program = program(random);
            schedules.exhaustive(program, 1, 200);
            schedules.random(program, random.nextLong(), 200);
        }
    }

    static List<String> buffers() {
        return QUICK ? List.of("cap=1") : List.of("cap=0", "cap=1", "cap=2");
    }

    private static Program program(Random random) {
        List<List<Op>> tasks = new ArrayList<>();
        int count = 3 + random.nextInt(2);
        for (int t = 0; t < count; t++) {
            List<Op> ops = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                List<Op> all = operations(random.nextBoolean() ? "a" : "b");
                ops.add(random.nextInt(8) == 0 ? Op.of(Op.INTERRUPT, Program.name(random.nextInt(count)))
                        : all.get(random.nextInt(random.nextInt(4) == 0 ? all.size() : 4)));
            }
            tasks.add(ops);
        }
        return new Program(tasks);
    }

    @Test
    void aLineReplaysOnTheProductionChannel() {
        String story = STAGES.in("cap=0", 2).story(Program.parse("t1: send(a) | t2: recv"), 1, 1, 1);
        assertEquals("""
                     t1                        t2
                  1                            Call recv -
                """, story.substring(0, story.indexOf("  2")), story);
    }

    private static Set<String> outcomes(Stages stages) {
        Set<String> possible = new HashSet<>();
        for (String setting : List.of("cap=0", "cap=1", "cap=nil")) possible.addAll(stages.in(setting, 2).possible());
        return possible;
    }
}
