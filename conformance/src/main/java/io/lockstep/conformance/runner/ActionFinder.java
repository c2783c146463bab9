package io.lockstep.conformance.runner;

import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Finds the actions that a next-state relation consists of, and how to tell that a step is one of them:
 * an expression over a step that calls {@value #REPORT} with the action's name and arguments if it is.
 */
final class ActionFinder {
    /*
     * Looked through are disjunctions, \E x \in S, and definitions, as TLC does; and, outside of actions
     * with arguments, conjunctions with a relation that consists of actions: what only adds to it (Next /\
     * history' = ...) hides them from TLC. The innermost definition on the way is the action.
     *
     * As in AntecedentFinder, `name` is TLA+'s own name for the subexpression reached, and `around` has
     * the binders on the way, each with an open parenthesis.
     */

    /**
     * Where the walk is.
     *
     * @param inAction inside an action with arguments
     * @param hidden   below a conjunction
     * @param conjunct below a conjunction in the same definition: what stands here is part of an action,
     *                 unless it is a relation
     */
    private record Place(boolean inAction, boolean hidden, boolean conjunct) {
        Place definition(boolean withArguments) {
            return new Place(inAction || withArguments, hidden, false);
        }

        Place belowConjunction() {
            return new Place(inAction, true, true);
        }
    }

    /** The operator, to be defined where the expressions are used, that takes a name and a tuple of arguments. */
    static final String REPORT = "LockstepTook";

    private final ModuleNode module;
    private final Consumer<Fact> facts;
    private String relation;
    private int binders;

    /**
     * A finder.
     *
     * @param module the module that defines the relation
     * @param facts  is told the actions
     */
    ActionFinder(ModuleNode module, Consumer<Fact> facts) {
        this.module = module;
        this.facts = facts;
    }

    /**
     * Finds the actions.
     *
     * @param definition the name of the next-state relation or of a specification with one
     */
    void find(String definition) {
        for (OpDefNode d : module.getOpDefs()) {
            if (d.getName().toString().equals(definition) && d.getParams().length == 0) {
                relation = definition;
                walk(d.getBody(), definition, new ArrayList<>(), new Place(false, false, false)).forEach(facts);
                return;
            }
        }
    }

    private List<Fact> walk(SemanticNode node, String name, List<String> around, Place place) {
        if (!(node instanceof OpApplNode application)) return List.of();
        ExprOrOpArgNode[] args = application.getArgs();
        List<Fact> found = new ArrayList<>();
        switch (application.getOperator().getName().toString()) {
            case "$DisjList", "\\lor" -> {
                for (int i = 0; i < args.length; i++) found.addAll(walk(args[i], name + "!" + (i + 1), around, place));
            }
            case "$ConjList", "\\land" -> {
                if (place.inAction()) return List.of();
                boolean temporal = application.getLevel() > LevelConstants.ActionLevel;
                for (int i = 0; i < args.length; i++) found.addAll(walk(args[i], name + "!" + (i + 1), around, temporal ? place : place.belowConjunction()));
            }
            case "[]", "$SquareAct" -> found.addAll(walk(args[0], name + "!1", around, place));
            case "$BoundedExists" -> found.addAll(exists(application, name, around, place));
            default -> {
                if (application.getOperator() instanceof OpDefNode definition
                        && definition.getKind() == ASTConstants.UserDefinedOpKind
                        && definition.getBody() instanceof LevelNode body && body.getLevel() >= LevelConstants.ActionLevel
                        && module.getContext().getSymbol(definition.getName()) == definition) {
                    found.addAll(apply(application, definition, name, around, place));
                }
            }
        }
        return found;
    }

    private List<Fact> exists(OpApplNode node, String name, List<String> around, Place place) {
        FormalParamNode[][] groups = node.getBdedQuantSymbolLists();
        List<String> names = new ArrayList<>();
        List<String> inside = new ArrayList<>(around);
        for (int g = 0; g < groups.length; g++) {
            List<String> group = new ArrayList<>();
            for (int i = 0; i < groups[g].length; i++) group.add("argument_" + ++binders);
            names.addAll(group);
            String listed = String.join(", ", group);
            inside.add("\\A " + (node.isBdedQuantATuple()[g] ? "<<" + listed + ">>" : listed)
                    + " \\in " + name + "!" + (g + 1) + " : (");
        }
        return walk(node.getArgs()[0], name + "!(" + String.join(", ", names) + ")", inside, place);
    }

    private List<Fact> apply(OpApplNode node, OpDefNode action, String name, List<String> around, Place place) {
        if (place.conjunct() && node.getArgs().length > 0) return List.of();
        List<String> args = new ArrayList<>();
        for (int i = 0; i < node.getArgs().length; i++) args.add(name + "!" + (i + 1));
        String called = action.getName() + (args.isEmpty() ? "" : "(" + String.join(", ", args) + ")");
        List<Fact> parts = walk(action.getBody(), called, around, place.definition(!args.isEmpty()));
        if (!parts.isEmpty() || place.conjunct() || ((LevelNode) action.getBody()).getLevel() > LevelConstants.ActionLevel) return parts;
        String report = called + " => " + REPORT + "(\"" + action.getName() + "\", <<" + String.join(", ", args) + ">>)";
        return List.of(Fact.at(place.hidden() ? Fact.Kind.HIDDEN_ACTION : Fact.Kind.ACTION, relation,
                action.getName().toString(), node.getLocation(), String.join("", around) + report + ")".repeat(around.size())));
    }
}
