package io.lockstep.conformance.runner;

import io.lockstep.conformance.runner.Counterexample.End;
import io.lockstep.conformance.runner.Counterexample.Step;
import io.lockstep.conformance.runner.TlcReport.TlcAction;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Understands the output of {@code TLC -tool}, of release 1.7 and later. */
final class TlcOutput {
    /*
     * Output is a sequence of messages, @!@!@STARTMSG code:severity @!@!@ ... @!@!@ENDMSG code @!@!@,
     * which may nest, and of lines between them: what the parser says and what the specification
     * prints. Codes are those of TLC's class EC. The first message that tells a result decides; later
     * ones only explain it.
     */

    /** What a probe prints when it is reached, in a tuple before its number. */
    static final String REACHED = "lockstep: reached";

    /** What a replay prints, in a tuple before a step's number, an action's name and its arguments. */
    static final String TOOK = "lockstep: took";

    private static final int SEVERITY_ERROR = 1;
    private static final Pattern START = Pattern.compile("@!@!@STARTMSG (\\d+):(\\d+) @!@!@$");
    private static final Pattern END = Pattern.compile("@!@!@ENDMSG \\d+ @!@!@$");
    private static final Pattern MARK = Pattern.compile("\"?<<\"" + REACHED + "\", (\\d+)>>\"?");
    private static final Pattern STEP = Pattern.compile("\"?<<\"" + TOOK + "\", (\\d+), \"([\\w!]+)\", <<(.*)>>>>\"?");
    private static final Pattern STATE = Pattern.compile("(?s)(\\d+): <(.*?)>\\s*\\R(.*)");
    private static final Pattern BACK = Pattern.compile("(?s)(\\d+): Back to state(?:: <(.*?)>)?.*");
    private static final Pattern COVERAGE = Pattern.compile("(?s)<(\\w+).*? line (\\d+), .* of module (\\w+).*>: \\d+:(\\d+).*");
    private static final Pattern COUNTS = Pattern.compile("(?s).*?([\\d,]+) states generated.*?, ([\\d,]+) distinct states found.*");
    private static final Pattern DEPTH = Pattern.compile("(?s).*graph search is ([\\d,]+).*");
    private static final Pattern VIOLATED = Pattern.compile("(?s)(?:Invariant|Action property|Temporal property|Property) (.*?) (?:is|was) violated.*");
    private static final Pattern ASSUMPTION = Pattern.compile("(?s)Assumption (.*?) is false.*");
    private static final Pattern INITIAL = Pattern.compile("(?s).*? violated by the initial state:\\s*?\\R(.*)");

    private Result result;
    private String violated;
    private Long distinct;
    private Long total;
    private Long depth;
    private boolean finished;
    private final Map<TlcAction, Long> occurred = new LinkedHashMap<>();
    private final Set<Integer> reached = new TreeSet<>();
    private final Map<Integer, Set<String>> took = new LinkedHashMap<>();
    private final List<Step> steps = new ArrayList<>();
    private End end = End.STOPS;
    private int back;
    private String last = "";
    private final List<String> complaint = new ArrayList<>();
    private final List<String> loose = new ArrayList<>();

    private TlcOutput() {
    }

    /**
     * Reads the whole output of a run.
     *
     * @param lines what TLC wrote
     * @return what it means; an {@link Result#ERROR} if there is no result in it
     */
    static TlcReport parse(List<String> lines) {
        TlcOutput output = new TlcOutput();
        output.read(lines);
        return output.report();
    }

    private TlcReport report() {
        Result decided = result;
        if (decided == null) decided = finished ? Result.SUCCESS : Result.ERROR;
        if (decided == Result.ERROR) {
            List<String> parser = loose.stream().filter(TlcOutput::tells).toList();
            if (complaint.isEmpty() || complaint.getFirst().startsWith("Parsing or semantic")) complaint.addAll(parser);
            if (complaint.isEmpty()) complaint.add("TLC said nothing");
        }
        return new TlcReport(decided, violated, new Counts(distinct, total, depth), occurred, reached, took,
                steps.isEmpty() ? null : new Counterexample(List.copyOf(steps), end, back, last), List.copyOf(complaint));
    }

    private void read(List<String> lines) {
        List<String> open = new ArrayList<>();
        List<Integer> codes = new ArrayList<>();
        int severity = 0;
        for (String line : lines) {
            Matcher start = START.matcher(line);
            if (start.find()) {
                if (codes.isEmpty()) severity = Integer.parseInt(start.group(2));
                else open.add(line.substring(0, start.start()));
                codes.add(Integer.parseInt(start.group(1)));
            } else if (END.matcher(line).find() && !codes.isEmpty()) {
                if (codes.size() == 1) {
                    message(codes.getFirst(), severity, String.join("\n", open));
                    open.clear();
                }
                codes.removeLast();
            } else if (codes.isEmpty()) {
                loose(line);
            } else {
                open.add(line);
            }
        }
    }

    private void loose(String line) {
        String printed = line.replace("\\\"", "\"");
        Matcher mark = MARK.matcher(printed);
        Matcher step = STEP.matcher(printed);
        if (mark.matches()) {
            reached.add(Integer.parseInt(mark.group(1)));
        } else if (step.matches()) {
            String args = step.group(3).strip().replace("\"", "");
            took.computeIfAbsent(Integer.valueOf(step.group(1)), n -> new LinkedHashSet<>())
                    .add(step.group(2) + (args.isEmpty() ? "" : "(" + args + ")"));
        } else {
            loose.add(line);
        }
    }

    private void message(int code, int severity, String text) {
        switch (code) {
            case 2193 -> finished = true;
            case 2104 -> violation(Result.ASSUMPTION, find(ASSUMPTION, text));
            case 2107, 2108 -> {
                violation(Result.SAFETY, find(VIOLATED, text));
                initial(text);
            }
            case 2110, 2112 -> violation(Result.SAFETY, find(VIOLATED, text));
            case 2114 -> violation(Result.DEADLOCK, null);
            case 2116 -> violation(Result.LIVENESS, text.matches("(?s)Temporal properties.*") ? "" : find(VIOLATED, text));
            case 2121, 2264 -> steps.clear();
            case 2217 -> state(text);
            case 2218 -> end = End.STUTTERS;
            case 2122 -> back(text);
            case 2199 -> counts(text);
            case 2194 -> depth = number(find(DEPTH, text));
            case 2772 -> coverage(text);
            default -> {
                if (severity == SEVERITY_ERROR) error(text);
            }
        }
    }

    private void violation(Result kind, String what) {
        if (result != null) return;
        result = kind;
        violated = what;
    }

    private void error(String text) {
        if (result == null) result = Result.ERROR;
        if (result == Result.ERROR) text.lines().filter(TlcOutput::tells).forEach(complaint::add);
    }

    private void initial(String text) {
        Matcher state = INITIAL.matcher(text);
        if (state.matches()) steps.add(Step.of("", state.group(1)));
    }

    private void state(String text) {
        Matcher state = STATE.matcher(text);
        if (state.matches()) steps.add(Step.of(steps.isEmpty() ? "" : action(state.group(2)), state.group(3)));
    }

    private void back(String text) {
        Matcher state = BACK.matcher(text);
        if (!state.matches()) return;
        end = End.LOOPS;
        back = Integer.parseInt(state.group(1));
        if (state.group(2) != null) last = action(state.group(2));
    }

    /** "Inc line 7, col 14 to line 7, col 63 of module F" without the location. */
    private static String action(String text) {
        return text.replaceFirst(" line \\d+, (?s).*", "");
    }

    private void counts(String text) {
        Matcher counts = COUNTS.matcher(text);
        if (!counts.matches()) return;
        total = number(counts.group(1));
        distinct = number(counts.group(2));
    }

    private void coverage(String text) {
        Matcher action = COVERAGE.matcher(text);
        if (!action.matches()) return;
        TlcAction key = new TlcAction(action.group(1), Integer.parseInt(action.group(2)), action.group(3));
        occurred.put(key, number(action.group(4)));      // printed again and again; the last one counts
    }

    private static String find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.matches() ? matcher.group(1) : text.strip();
    }

    private static Long number(String text) {
        return Long.valueOf(text.replace(",", ""));
    }

    /** Whether a line of a complaint helps a reader: neither chatter nor a stack trace. */
    private static boolean tells(String line) {
        return !line.isBlank() && !line.matches("(?:Parsing file|Semantic processing|Residual stack|\\s+at |tla2sany\\."
                + "|\\*\\*\\* (?:Errors|Abort messages)|This was probably caused|See the User Output"
                + "|TLC threw an unexpected).*") && !line.matches("(?:Module definition starting at|Could not parse module|In module) .*");
    }
}
