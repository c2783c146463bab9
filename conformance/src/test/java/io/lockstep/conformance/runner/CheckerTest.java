package io.lockstep.conformance.runner;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Every way in which a model can end, as TLC really ends it; what differs from the manifest is found. */
class CheckerTest {

    private static final Duration LIMIT = Duration.ofMinutes(2);

    @TempDir
    static Path folder;
    static Project project;
    static Checker checker;
    static Map<String, Verdict> verdicts;

    @BeforeAll
    static void checkAll() throws Exception {
        project = Project.in(folder);
        checker = checker(LIMIT);
        List<Model> models = Rooms.models(project.root(), List.of()).stream().filter(m -> !m.name().equals("Endless")).toList();
        verdicts = checker.check(models, verdict -> { }).stream().collect(Collectors.toMap(v -> v.model().name(), v -> v));
    }

    private static Checker checker(Duration limit) {
        Path work = project.root().resolve("target");
        return new Checker(Tlc.find(work), work, Runtime.getRuntime().availableProcessors(), limit);
    }

    @Test
    void whatEndsAsItMustAgrees() {
        for (String name : List.of("Good", "Deadlocks", "BreaksInvariant", "BreaksStep", "NeverWakes", "Loops", "Assumes", "Naps", "Logged",
                "Drawn-1", "Drawn-2")) {
            assertEquals(List.of(), verdicts.get(name).problems(), name);
        }
    }

    @Test
    void failuresNameWhatIsViolated() {
        assertEquals("safety failure: BelowMax", verdicts.get("BreaksInvariant").outcome());
        assertEquals("safety failure: OnlyByOne", verdicts.get("BreaksStep").outcome());
        assertEquals("liveness failure: SleepersWake", verdicts.get("NeverWakes").outcome());
    }

    @Test
    void theSeedDecidesWhatIsDrawn() {
        Model drawn = verdicts.get("Drawn-1").model();
        Model another = new Model(drawn.section(), drawn.room(), drawn.module(), drawn.cfg(), drawn.large(), drawn.expected(),
                drawn.violates(), 3L, drawn.counts(), drawn.unused(), drawn.description());
        Verdict verdict = checker.check(List.of(another), v -> { }).getFirst();
        assertTrue(verdict.problems().toString().contains("distinct states: expected"), verdict.problems()::toString);
    }

    @Test
    void aSampleWithoutStatesIsRejected() {
        assertEquals(List.of("no state satisfies the initial predicate: nothing was checked"),
                verdicts.get("DrawsNothing-1").problems());
    }

    @Test
    void wrongCountsAreRejected() throws Exception {
        Verdict verdict = recheck("Good", model -> with(model, model.expected(), model.violates(), new Counts(15L, 57L, 5L), List.of()));
        assertEquals(List.of("distinct states: expected 15, got 16"), verdict.problems());
        assertTrue(verdict.hasNewCounts());
    }

    @Test
    void anUnexpectedFailureIsRejected() throws Exception {
        Verdict verdict = recheck("BreaksInvariant", model -> with(model, Result.SUCCESS, null, new Counts(16L, 57L, 5L), List.of()));
        assertEquals(List.of("expected success, got safety failure: BelowMax"), verdict.problems());
        assertFalse(verdict.hasNewCounts());
    }

    @Test
    void anotherViolationThanTheExpectedOneIsRejected() throws Exception {
        Verdict verdict = recheck("BreaksInvariant", model -> with(model, Result.SAFETY, "InRange", Counts.NONE, List.of()));
        assertEquals(List.of("expected safety failure: InRange, got safety failure: BelowMax"), verdict.problems());
    }

    @Test
    void anUnexpectedSuccessIsRejected() throws Exception {
        Verdict verdict = recheck("Good", model -> with(model, Result.DEADLOCK, null, Counts.NONE, List.of()));
        assertEquals(List.of("expected deadlock, got success"), verdict.problems());
    }

    @Test
    void anActionThatNeverOccursIsRejected() {
        assertEquals(List.of("action Reset never occurs; if that is by design, list it under \"unused\""),
                verdicts.get("IdleAction").problems());
    }

    @Test
    void anIdleActionIsFoundInARelationThatHidesItFromTlc() {
        assertEquals(List.of("action Reset never occurs; if that is by design, list it under \"unused\""),
                verdicts.get("LoggedIdle").problems());
    }

    @Test
    void anAntecedentThatNeverHoldsIsRejected() {
        assertIdle("IdleState", "BeyondMax: over");
        assertIdle("IdleStep", "JumpsBySeven: count' = count + 7");
        assertIdle("IdleLeadsTo", "BeyondMaxLeads: count > Max");
        assertIdle("IdleBehaviour", "StaysBeyondMax: <>[](count > Max)");
    }

    @Test
    void whatIsUnusedByDesignIsAccepted() throws Exception {
        assertEquals(List.of(), recheck("IdleAction", unused("Reset")).problems());
        assertEquals(List.of(), recheck("IdleStep", unused("JumpsBySeven")).problems());
        assertEquals(List.of(), recheck("IdleState", unused("BeyondMax: over")).problems());
    }

    @Test
    void whatIsListedAsUnusedMustBeUnused() throws Exception {
        assertEquals(List.of("\"unused\" lists InRange, but this model exercises it",
                        "\"unused\" lists Rest, which is neither an action nor a property nor an idle antecedent of this model",
                        "\"unused\" lists Sleep, but this model exercises it"),
                recheck("Good", unused("Sleep", "InRange", "Rest")).problems());
    }

    @Test
    void aSpecificationThatDoesNotParseIsRejectedWithTheParsersWords() {
        assertEquals(Result.ERROR, verdicts.get("Unparsable").result());
        assertTrue(verdicts.get("Unparsable").problems().contains("Unknown operator: `y'."),
                verdicts.get("Unparsable").problems()::toString);
    }

    @Test
    void aConfigurationThatNamesNothingIsRejected() {
        assertEquals(List.of("The invariant NoSuchInvariant specified in the configuration file",
                "is not defined in the specification."), verdicts.get("BadConfig").problems());
    }

    @Test
    void aModelThatTakesTooLongIsRejected() throws Exception {
        Model endless = Rooms.models(project.root(), List.of()).stream().filter(m -> m.name().equals("Endless")).findFirst().orElseThrow();
        Verdict verdict = checker(Duration.ofSeconds(2)).check(List.of(endless), v -> { }).getFirst();
        assertEquals(Result.TIMEOUT, verdict.result());
        assertTrue(verdict.problems().getFirst().startsWith("no result after 2 s"), verdict.problems()::toString);
    }

    @Test
    void counterexamplesNameActionsWithTheirArguments() {
        assertEquals("""
                  1  initial state
                  2  Add(t1, 1) or Add(t2, 1)
                  3  Add(t1, 2) or Add(t2, 2)
                """, steps("BreaksInvariant") + "\n");
        assertTrue(steps("Loops").matches("(?s).*2  Sleep\\((t\\d)\\)\n  3  back to step 1, by Wake\\(\\1\\)"), steps("Loops"));
        assertTrue(steps("NeverWakes").endsWith("stuttering: nothing happens any more"), steps("NeverWakes"));
    }

    @Test
    void actionsOfARelationThatOnlyAddsToAnotherAreNamedToo() {
        assertTrue(steps("Logged").contains("2  Add(t1, 2) or Add(t2, 2)"), steps("Logged"));
    }

    @Test
    void thePartsOfAnActionAreNotNamed() {
        assertTrue(steps("Naps").endsWith("2  Nap"), steps("Naps"));
    }

    private static void assertIdle(String model, String antecedent) {
        List<String> problems = verdicts.get(model).problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.getFirst().contains("has an antecedent that never holds")
                && problems.getFirst().endsWith("\"unused\": \"" + antecedent + "\""), problems::toString);
    }

    /** The numbered lines of a model's counterexample. */
    private static String steps(String model) {
        return checker.named(verdicts.get(model)).counterexample().lines().stream().filter(line -> line.matches(" +\\d+  .*"))
                .collect(Collectors.joining("\n"));
    }

    private static Verdict recheck(String name, UnaryOperator<Model> change) {
        return checker.check(List.of(change.apply(verdicts.get(name).model())), verdict -> { }).getFirst();
    }

    private static UnaryOperator<Model> unused(String... names) {
        return model -> with(model, model.expected(), model.violates(), model.counts(), List.of(names));
    }

    private static Model with(Model model, Result expected, String violates, Counts counts, List<String> unused) {
        return new Model(model.section(), model.room(), model.module(), model.cfg(), model.large(), expected, violates, model.seed(), counts,
                unused, model.description());
    }
}
