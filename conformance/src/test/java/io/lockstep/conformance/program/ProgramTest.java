package io.lockstep.conformance.program;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ProgramTest {

    private final Program program = new Program(List.of(
            List.of(Op.of("send", "a"), Op.of("sendFor", "b", "50us"), Op.of("recv")),
            List.of(),
            List.of(Op.of(Op.INTERRUPT, "t1"))));

    @Test
    void printsALineForEachTask() {
        assertEquals("""
                t1: send(a); sendFor(b, 50us); recv
                t2:
                t3: interrupt(t1)""", program.toString());
    }

    @Test
    void isReadBackFromWhatItPrints() {
        assertEquals(program, Program.parse(program.toString()));
        assertEquals(program, Program.parse(program.toLine()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"send(a)", "t2: send(a)", "t1: recv | t1: recv", "tx: recv", "t1: recv | t3: recv"})
    void refusesTextThatNamesNoTaskOrTheWrongOne(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Program.parse(text)).getMessage();
        assertTrue(message.contains("is not task"), message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"t1: send(a", "t1: send a", "t1: (a)", "t1: send(a))"})
    void refusesTextThatIsNoOperation(String text) {
        String message = assertThrows(IllegalArgumentException.class, () -> Program.parse(text)).getMessage();
        assertTrue(message.contains("is not an operation"), message);
    }

    @Test
    void isSilentIfItsTasksOnlyInterruptOneAnother() {
        assertTrue(Program.parse("t1: interrupt(t2) | t2: interrupt(t1); interrupt(t1)").isSilent());
        assertFalse(Program.parse("t1: interrupt(t2) | t2: recv").isSilent());
    }
}
