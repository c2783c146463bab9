package io.lockstep.conformance.runner;

import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds the antecedents of properties: the conditions that must come true for a property to say
 * anything.
 *
 * <p>Looked through are conjunctions, {@code \A x \in S}, {@code []F}, {@code [][A]_v}, definitions
 * (also of instantiated modules) and LET. There, {@code P => Q} and {@code P ~> Q} have the antecedent
 * P, and an antecedent of Q counts together with P. Everything else (disjunctions, {@code \E},
 * {@code <>F}, fairness) is taken to say something in every state.
 */
final class AntecedentFinder {
    /*
     * The walk keeps, beside the parse tree, the name that TLA+ gives to each subexpression
     * ("Inv!1!(x)!2", Specifying Systems' TLA+2 addendum): operands are !1, !2 ...; the body of a
     * quantifier is !(x); the operands of a definition with parameters are again such names. So an
     * antecedent becomes an expression that another module can evaluate, whatever its layout,
     * definitions and substitutions.
     *
     * `scope` is what has to hold around the place reached: binders of enclosing \A, which become \E,
     * and antecedents passed on the way. The name of `step` is the subscript v of an enclosing
     * [A]_v; its antecedents count only in steps that change v. Below an antecedent over behaviours an
     * antecedent must come true in such a behaviour, which shows the outer one to hold as well.
     */

    private final ModuleNode module;
    private final Consumer<Fact> facts;
    private final Set<SymbolNode> expanding = new LinkedHashSet<>();
    private String property;
    private int binders;
    private int behaviours;

    /**
     * A finder.
     *
     * @param module the module that defines the properties
     * @param facts  is told what is found
     */
    AntecedentFinder(ModuleNode module, Consumer<Fact> facts) {
        this.module = module;
        this.facts = facts;
    }

    /** What encloses a subexpression. Each of {@code around} opens one parenthesis. */
    private record Scope(List<String> around, String instance, String step, boolean temporal) {
        Scope within(String opening, boolean isTemporal) {
            List<String> more = new ArrayList<>(around);
            more.add(opening);
            return new Scope(more, instance, step, temporal || isTemporal);
        }

        Scope inInstance(String prefix) {
            return new Scope(around, prefix, step, temporal);
        }

        Scope inStep(String subscript) {
            return new Scope(around, instance, subscript, temporal);
        }

        String around(String expression) {
            return String.join("", around) + expression + ")".repeat(around.size());
        }
    }

    /**
     * Finds the antecedents of a property.
     *
     * @param name the property's name in the module; nothing is found if it has no such definition
     */
    void find(String name) {
        for (OpDefNode definition : module.getOpDefs()) {
            if (definition.getName().toString().equals(name) && definition.getParams().length == 0) {
                property = name;
                walk(definition.getBody(), name, new Scope(List.of(), "", null, false));
                return;
            }
        }
    }

    private void walk(SemanticNode node, String name, Scope scope) {
        switch (node) {
            case OpApplNode application -> walk(application, name, scope);
            case LetInNode let -> walk(let.getBody(), name + "!1", scope);
            case SubstInNode instance -> walk(instance.getBody(), name, scope);
            default -> leaf(node, scope);
        }
    }

    private void walk(OpApplNode node, String name, Scope scope) {
        ExprOrOpArgNode[] args = node.getArgs();
        switch (node.getOperator().getName().toString()) {
            case "$ConjList", "\\land" -> {
                for (int i = 0; i < args.length; i++) walk(args[i], name + "!" + (i + 1), scope);
            }
            case "=>" -> {
                Scope inside = scope.within(name + "!1 /\\ (", level(args[0]) == LevelConstants.TemporalLevel);
                int before = behaviours;
                walk(args[1], name + "!2", inside);
                if (behaviours == before) antecedent(args[0], name + "!1", scope);
            }
            case "~>" -> {
                fact(Fact.Kind.TEMPORAL, node, "");
                antecedent(args[0], name + "!1", scope);
            }
            case "[]" -> {
                if (args[0] instanceof OpApplNode inner && inner.getOperator().getName().equals("$SquareAct")) {
                    fact(Fact.Kind.PART, inner, "");
                    walk(inner.getArgs()[0], name + "!1!1", scope.inStep(name + "!1!2"));
                } else {
                    fact(Fact.Kind.PART, args[0], "");
                    walk(args[0], name + "!1", scope);
                }
            }
            case "$BoundedForall" -> forAll(node, name, scope);
            default -> {
                if (node.getOperator() instanceof OpDefNode definition && definition.getKind() == ASTConstants.UserDefinedOpKind) {
                    apply(node, definition, name, scope);
                } else {
                    leaf(node, scope);
                }
            }
        }
    }

    private void forAll(OpApplNode node, String name, Scope scope) {
        FormalParamNode[][] groups = node.getBdedQuantSymbolLists();
        List<String> names = new ArrayList<>();
        Scope inside = scope;
        for (int g = 0; g < groups.length; g++) {
            List<String> group = new ArrayList<>();
            for (int i = 0; i < groups[g].length; i++) group.add("bound_" + ++binders);
            names.addAll(group);
            String listed = String.join(", ", group);
            String pattern = node.isBdedQuantATuple()[g] ? "<<" + listed + ">>" : listed;
            inside = inside.within("\\E " + pattern + " \\in " + name + "!" + (g + 1) + " : (", false);
        }
        walk(node.getArgs()[0], name + "!(" + String.join(", ", names) + ")", inside);
    }

    private void apply(OpApplNode node, OpDefNode definition, String name, Scope scope) {
        boolean nameable = !scope.instance().isEmpty() || module.getContext().getSymbol(definition.getName()) == definition;
        if (!nameable || !expanding.add(definition)) {
            leaf(node, scope);
            return;
        }
        List<String> args = new ArrayList<>();
        for (int i = 0; i < node.getArgs().length; i++) args.add(name + "!" + (i + 1));
        String called = scope.instance() + definition.getName();
        int bang = called.lastIndexOf('!');
        walk(definition.getBody(), args.isEmpty() ? called : called + "(" + String.join(", ", args) + ")",
                definition.getBody() instanceof SubstInNode && bang > 0
                        ? scope.inInstance(called.substring(0, bang + 1)) : scope);
        expanding.remove(definition);
    }

    /** A place that is not looked into. The property has a temporal part if this is one. */
    private void leaf(SemanticNode node, Scope scope) {
        if (level(node) == LevelConstants.TemporalLevel) fact(Fact.Kind.TEMPORAL, node, "");
        else if (scope.step() == null) fact(Fact.Kind.PART, node, "");
        if (node instanceof ExprNode && !(node instanceof OpApplNode) && mentionsImplication(node)) {
            fact(Fact.Kind.UNCLEAR, node, "");
        }
    }

    private static boolean mentionsImplication(SemanticNode node) {
        if (node instanceof OpApplNode a && a.getOperator().getName().toString().matches("=>|~>")) return true;
        SemanticNode[] children = node.getChildren();
        if (children != null) for (SemanticNode child : children) if (mentionsImplication(child)) return true;
        return false;
    }

    private void antecedent(SemanticNode node, String name, Scope scope) {
        if (level(node) == LevelConstants.TemporalLevel) {
            fact(Fact.Kind.BEHAVIOUR, node, scope.around(name));
        } else if (scope.step() != null) {
            if (scope.temporal()) fact(Fact.Kind.BEHAVIOUR, node, scope.around("<><<" + name + ">>_(" + scope.step() + ")"));
            else fact(Fact.Kind.STEP, node, scope.around(name + " /\\ (" + scope.step() + ")' # " + scope.step()));
        } else if (scope.temporal()) {
            fact(Fact.Kind.BEHAVIOUR, node, scope.around("<>(" + name + ")"));
        } else {
            fact(Fact.Kind.STATE, node, scope.around(name));
        }
    }

    private static int level(SemanticNode node) {
        return node instanceof LevelNode l ? l.getLevel() : LevelConstants.ConstantLevel;
    }

    private void fact(Fact.Kind kind, SemanticNode node, String expression) {
        if (kind == Fact.Kind.BEHAVIOUR) behaviours++;
        facts.accept(Fact.at(kind, property, "", node.getLocation(), expression));
    }
}
