package io.lockstep.conformance.evidence;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import io.lockstep.conformance.runner.BadInputException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/** What the tests said, in one table: a row for each test class, by room and layer. */
public final class TestReport {

    private static final String HOME = "io.lockstep.";
    private static final String RIG = "conformance.";

    private final Map<String, Row> rows = new TreeMap<>();

    /** The tests of one class. Those that were skipped count as failed: a test that does not run shows nothing. */
    private record Row(String room, String layer, int tests, int failed, double seconds) {

        Row plus(Row other) {
            return new Row(room, layer, tests + other.tests, failed + other.failed, seconds + other.seconds);
        }
    }

    /**
     * Reads Surefire's reports.
     *
     * @param folder where the files {@code TEST-….xml} are
     * @throws BadInputException if there are none
     */
    public TestReport(Path folder) {
        for (Path file : files(folder)) {
            Element suite = root(file);
            Row row = row(file.getFileName().toString().replaceAll("^TEST-|\\.xml$", ""), suite);
            rows.merge(row.room + " " + row.layer, row, Row::plus);
        }
        if (total(Row::tests) == 0) throw new BadInputException("no test was run; see the messages above");
    }

    private static List<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) return List.of();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.getFileName().toString().matches("TEST-.*\\.xml")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Element root(Path file) {
        try {
            DocumentBuilder parser = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder();
            parser.setErrorHandler(null); // it prints
            return parser.parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException e) {
            throw new BadInputException(file + " is not a test report: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Row row(String className, Element suite) {
        String name = className.startsWith(HOME) ? className.substring(HOME.length()) : className;
        boolean rig = name.startsWith(RIG);
        if (rig) name = name.substring(RIG.length());
        String test = name.substring(name.indexOf('.') + 1).replaceAll("(Test)?(\\$.*)?$", "");
        String group = name.substring(0, Math.max(0, name.indexOf('.')));
        // Counted one by one: the suite's own attributes leave out the tests of nested classes.
        int failed = number(suite, "failure") + number(suite, "error") + number(suite, "skipped");
        return new Row(rig ? "the rig" : group, rig ? group + " " + test : test, number(suite, "testcase"), failed,
                Double.parseDouble(suite.getAttribute("time").replace(",", "")));
    }

    private static int number(Element suite, String element) {
        return suite.getElementsByTagName(element).getLength();
    }

    /**
     * Tells whether every test passed.
     *
     * @return false if one failed or was skipped
     */
    public boolean allPassed() {
        return total(Row::failed) == 0;
    }

    /**
     * The table, and the totals on a line of their own.
     *
     * @return lines of text
     */
    public String text() {
        Collection<Row> all = new ArrayList<>(rows.values());
        String table = AsciiTable.getTable(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS, all, List.of(
                column("room", HorizontalAlign.LEFT).with(Row::room),
                column("tests of", HorizontalAlign.LEFT).with(Row::layer),
                column("tests", HorizontalAlign.RIGHT).with(r -> String.valueOf(r.tests)),
                column("failed", HorizontalAlign.RIGHT).with(r -> String.valueOf(r.failed)),
                column("seconds", HorizontalAlign.RIGHT).with(r -> String.format(Locale.ROOT, "%.1f", r.seconds))));
        int failed = total(Row::failed);
        return table + "\n" + (total(Row::tests) - failed) + " passed, " + failed + " failed";
    }

    private static Column column(String title, HorizontalAlign align) {
        return new Column().header(title).headerAlign(HorizontalAlign.LEFT).dataAlign(align);
    }

    private int total(Function<Row, Integer> number) {
        return rows.values().stream().mapToInt(number::apply).sum();
    }
}
