package io.lockstep.conformance.runner;

import tla2sany.drivers.FrontEndException;
import tla2sany.drivers.SANY;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.semantic.ModuleNode;
import util.SimpleFilenameToStream;

import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Analyses a specification's parse tree. A program of its own, because TLA+'s parser has static state:
 * it runs with TLC's jar on the class path and answers on standard output, one {@link Fact} a line.
 */
public final class Analysis {

    private Analysis() {
    }

    /**
     * Prints the facts about some definitions of a module: the actions of those that are named by the
     * option {@code -next}, the antecedents of the others.
     *
     * @param args the {@code .tla} file, then names of definitions, possibly {@code -next NAME}
     */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        ModuleNode module = parse(Path.of(args[0]).toAbsolutePath());
        if (module == null) System.exit(1);
        ActionFinder actions = new ActionFinder(module, fact -> out.println(fact.encoded()));
        AntecedentFinder antecedents = new AntecedentFinder(module, fact -> out.println(fact.encoded()));
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("-next")) actions.find(args[++i]);
            else antecedents.find(args[i]);
        }
        out.println(Fact.COMPLETE);
        System.exit(0);
    }

    private static ModuleNode parse(Path file) {
        String[] library = System.getProperty("TLA-Library", file.getParent().toString()).split(File.pathSeparator);
        SpecObj spec = new SpecObj(file.toString(), new SimpleFilenameToStream(library));
        PrintStream silent = new PrintStream(OutputStream.nullOutputStream());
        System.setOut(silent);
        try {
            SANY.frontEndMain(spec, file.toString(), silent);
        } catch (FrontEndException e) {
            return null;
        }
        return spec.parseErrors.isFailure() || spec.semanticErrors.isFailure() ? null : spec.getRootModule();
    }
}
