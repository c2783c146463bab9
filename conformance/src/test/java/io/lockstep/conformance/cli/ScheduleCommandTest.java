package io.lockstep.conformance.cli;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ScheduleCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int schedule(String... args) {
        CommandLine lockstep = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        String[] command = new String[args.length + 1];
        command[0] = "schedule";
        System.arraycopy(args, 0, command, 1, args.length);
        return lockstep.execute(command);
    }

    @Test
    void replaysOneSchedule() {
        assertEquals(Main.OK, schedule("--spec", "channel", "--replay", "cap=0 | t1: send(a) | t2: recv | schedule 1"), err::toString);
        assertTrue(out.toString().contains("RecvPark") && out.toString().contains("SendHandOff"), out.toString());
    }

    @Test
    void runsEveryScheduleOfAProgram() {
        assertEquals(Main.OK, schedule("--spec", "channel", "--explore", "cap=1 | t1: send(a) | t2: recvFor(50us)"), err::toString);
        assertTrue(out.toString().contains("these are all"), out.toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
        "nowhere; cap=0 | t1: recv | schedule; no room named nowhere",
        "channel; t1: recv | schedule; the setting cap is missing",
        "channel; cap=-1 | t1: recv | schedule; cap=-1 is not possible",
        "channel; cap=0 | t1: recv; is not a schedule",
        "channel; cap=0 | t1: take | schedule; no operation take",
        "channel; cap=0 | t1: send | schedule; lacks an operand",
        "channel; cap=0 | t1: send(z) | schedule; send(z) is not possible",
        "channel; cap=0 | t1: interrupt(t9) | schedule; interrupt(t9) is not possible",
        "channel; cap=0 | t1: recv | t2: send(a) | schedule 9; choice 1 of the schedule is 9"})
    void badInputGivesOneClearMessage(String room, String line, String complaint) {
        assertEquals(Main.BAD_INPUT, schedule("--spec", room, "--replay", line));
        assertTrue(err.toString().startsWith("lockstep: ") && err.toString().contains(complaint), err.toString());
    }

    @Test
    void eitherReplaysOrExplores() {
        assertEquals(Main.BAD_INPUT, schedule("--spec", "channel"));
        assertTrue(err.toString().contains("--replay"), err.toString());
    }
}
