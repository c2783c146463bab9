package io.lockstep.conformance.runner;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** TLC's output is understood; output without a result is an error, never a success. */
class TlcOutputTest {

    @Test
    void silenceIsAnError() {
        TlcReport report = TlcOutput.parse(List.of());
        assertEquals(Result.ERROR, report.result());
        assertEquals(List.of("TLC said nothing"), report.complaint());
    }

    @Test
    void countsWithoutAVerdictAreAnError() {
        TlcReport report = TlcOutput.parse(lines(message(2199, 0, "57 states generated, 16 distinct states found, 3 states left on queue.")));
        assertEquals(Result.ERROR, report.result());
    }

    @Test
    void theFirstViolationDecides() {
        TlcReport report = TlcOutput.parse(lines(message(2110, 1, "Invariant TypeOK is violated."),
                message(2114, 1, "Deadlock reached."), message(2193, 0, "Model checking completed. No error has been found.")));
        assertEquals(Result.SAFETY, report.result());
        assertEquals("TypeOK", report.violated());
    }

    @Test
    void newerReleasesNameTheTemporalProperty() {
        TlcReport report = TlcOutput.parse(lines(message(2116, 1, "Temporal property Live was violated.")));
        assertEquals(Result.LIVENESS, report.result());
        assertEquals("Live", report.violated());
    }

    @Test
    void newerReleasesPrintArguments() {
        TlcReport report = TlcOutput.parse(lines(message(2110, 1, "Invariant Small is violated."),
                message(2217, 4, "1: <Initial predicate>\n/\\ x = 0\n"),
                message(2217, 4, "2: <Inc(t1, 2) line 7, col 14 to line 7, col 63 of module F>\n/\\ x = 2\n")));
        assertEquals("Inc(t1, 2)", report.counterexample().steps().get(1).action());
    }

    @Test
    void aNestedMessageIsPartOfTheOuterOne() {
        TlcReport report = TlcOutput.parse(List.of("@!@!@STARTMSG 1000:1 @!@!@", "TLC threw an unexpected exception.",
                ": @!@!@STARTMSG 5006:0 @!@!@", "TLC found an error in the configuration file at line 3",
                "@!@!@ENDMSG 5006 @!@!@", "@!@!@ENDMSG 1000 @!@!@"));
        assertEquals(Result.ERROR, report.result());
        assertTrue(report.complaint().contains("TLC found an error in the configuration file at line 3"), report.complaint()::toString);
    }

    private static String message(int code, int severity, String text) {
        return "@!@!@STARTMSG " + code + ":" + severity + " @!@!@\n" + text + "\n@!@!@ENDMSG " + code + " @!@!@";
    }

    private static List<String> lines(String... messages) {
        return String.join("\n", messages).lines().toList();
    }
}
