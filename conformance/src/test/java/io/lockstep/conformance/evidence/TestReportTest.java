package io.lockstep.conformance.evidence;

import io.lockstep.conformance.runner.BadInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TestReportTest {

    @TempDir
    private Path reports;

    @Test
    void sumsUpByRoomAndLayer() throws IOException {
        report("io.lockstep.lamp.LampEdgesTest", 3, 0, 0, "1.5");
        report("io.lockstep.lamp.LampTest", 2, 0, 0, "0.25");
        report("io.lockstep.lamp.LampTest$Switches", 4, 0, 0, "1,000.5");
        report("io.lockstep.conformance.oracle.GraphTest", 5, 0, 0, "0");
        TestReport report = new TestReport(reports);
        assertTrue(report.allPassed());
        assertEquals("""
                +---------+--------------+-------+--------+---------+
                | room    | tests of     | tests | failed | seconds |
                +---------+--------------+-------+--------+---------+
                | lamp    | Lamp         |     6 |      0 |  1000.8 |
                | lamp    | LampEdges    |     3 |      0 |     1.5 |
                | the rig | oracle Graph |     5 |      0 |     0.0 |
                +---------+--------------+-------+--------+---------+
                14 passed, 0 failed""", report.text());
    }

    @Test
    void failuresErrorsAndSkippedTestsAllFail() throws IOException {
        report("io.lockstep.lamp.LampTest", 9, 2, 1, "0");
        TestReport report = new TestReport(reports);
        assertFalse(report.allPassed());
        assertTrue(report.text().endsWith("6 passed, 3 failed"), report.text());
    }

    @Test
    void refusesARunOfNoTest() {
        assertThrows(BadInputException.class, () -> new TestReport(reports));
        assertThrows(BadInputException.class, () -> new TestReport(reports.resolve("none")));
    }

    @Test
    void refusesAFileThatIsNoReport() throws IOException {
        Files.writeString(reports.resolve("TEST-x.xml"), "<testsuite");
        String message = assertThrows(BadInputException.class, () -> new TestReport(reports)).getMessage();
        assertTrue(message.contains("TEST-x.xml is not a test report"), message);
    }

    private void report(String name, int tests, int failures, int skipped, String time) throws IOException {
        String cases = "<testcase><failure/></testcase>".repeat(failures) + "<testcase><skipped/></testcase>".repeat(skipped)
                + "<testcase/>".repeat(tests - failures - skipped);
        // As surefire writes it for a class whose tests are all nested: the suite's own count is 0.
        Files.writeString(reports.resolve("TEST-" + name + ".xml"), """
                <testsuite name="%s" tests="0" failures="0" errors="0" skipped="0" time="%s">%s</testsuite>
                """.formatted(name, time, cases));
    }
}
