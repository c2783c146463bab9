package io.lockstep.conformance.oracle;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@DisplayName("A bad model is one clear message:")
class OracleErrorsTest {

    private static final String GOOD = "Inc(n) == x < 3 /\\ x' = x + n\n";

    @TempDir
    Path folder;

    @Test
    @DisplayName("no such module")
    void noModule() {
        Path nowhere = folder.resolve("Nowhere.tla");
        expect(() -> Oracle.load(nowhere, Toys.file("Lamp.cfg")), "no such module: " + nowhere);
    }

    @Test
    @DisplayName("no such configuration")
    void noCfg() {
        Path nowhere = folder.resolve("Nowhere.cfg");
        expect(() -> Oracle.load(Toys.file("Lamp.tla"), nowhere), "no such configuration: " + nowhere);
    }

    @Test
    @DisplayName("module and configuration swapped")
    void swapped() {
        expect(() -> Oracle.load(Toys.file("Lamp.cfg"), Toys.file("Lamp.tla")), "not a module, its name must end in .tla");
    }

    @Test
    @DisplayName("an extended module that is missing")
    void missing() {
        expectToy("EXTENDS Naturals, Elsewhere", GOOD + "Next == Inc(1)", "",
                "cannot load Toy.tla with Toy.cfg", "Cannot find source file for module Elsewhere");
    }

    @Test
    @DisplayName("a syntax error")
    void syntax() {
        expectToy("EXTENDS Naturals", "Inc == x' == 1\nNext == Inc", "", "Expression or Instance", "line 4, column 8");
    }

    @Test
    @DisplayName("an unknown name")
    void unknown() {
        expectToy("EXTENDS Naturals", "Inc == x' = y\nNext == Inc", "", "line 4, col 13", "Unknown operator: `y'");
    }

    @Test
    @DisplayName("a constant without a value")
    void constant() {
        expectToy("EXTENDS Naturals\nCONSTANT N", "Inc == x' = N\nNext == Inc", "",
                "constant parameter N is not assigned a value");
    }

    @Test
    @DisplayName("an invariant that is not defined")
    void invariant() {
        expectToy("EXTENDS Naturals", GOOD + "Next == Inc(1)", "INVARIANT Nope", "invariant Nope");
    }

    @Test
    @DisplayName("a configuration that does not parse")
    void configuration() {
        expectToy("EXTENDS Naturals", GOOD + "Next == Inc(1)", "FOO Bar", "configuration file at line 3");
    }

    @Test
    @DisplayName("an action that lost its arguments to a quantifier over the state")
    void lostArguments() {
        expectToy("EXTENDS Naturals", GOOD + "Next == \\E n \\in 0..x : Inc(n)", "",
                "lost its name and arguments", "line 5, col 9", "quantifiers over constant sets only");
    }

    @Test
    @DisplayName("an action without a name")
    void noName() {
        expectToy("EXTENDS Naturals", GOOD + "Next == (\\E n \\in {1, 2} : Inc(n)) \\/ UNCHANGED x", "",
                "lost its name and arguments", "named action");
    }

    @Test
    @DisplayName("an action whose argument is not constant")
    void variableArgument() {
        expectToy("EXTENDS Naturals", GOOD + "Next == LET k == x IN Inc(k)", "",
                "the argument n of Inc", "is not constant");
    }

    @Test
    @DisplayName("an action that cannot be evaluated, with the state")
    void evaluation() {
        Oracle oracle = toy("EXTENDS Naturals", "Inc == x' = x + TRUE\nNext == Inc", "");
        expect(() -> oracle.successors(oracle.initial().get(0)), "cannot evaluate Inc of Toy.tla with Toy.cfg", "x = 0");
    }

    @Test
    @DisplayName("an action that forgets a variable")
    void unassigned() {
        Oracle oracle = toy("EXTENDS Naturals\nVARIABLE y", "Also == y = 0\nInc == x' = 1\nNext == Inc", "");
        expect(oracle::initial, "gives no value to y");
    }

    private void expectToy(String head, String body, String cfg, String... parts) {
        expect(() -> toy(head, body, cfg), parts);
    }

    private Oracle toy(String head, String body, String cfg) {
        try {
            Path module = folder.resolve("Toy.tla");
            Path model = folder.resolve("Toy.cfg");
            Files.writeString(module, "---- MODULE Toy ----\n" + head + "\nVARIABLE x\n" + body + "\nInit == x = 0\n====\n");
            Files.writeString(model, "INIT Init\nNEXT Next\n" + cfg);
            return Oracle.load(module, model);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static void expect(Runnable loading, String... parts) {
        String message = assertThrows(OracleException.class, loading::run).getMessage();
        for (String part : parts) assertTrue(message.contains(part), () -> "expected '" + part + "' in:\n" + message);
    }
}
