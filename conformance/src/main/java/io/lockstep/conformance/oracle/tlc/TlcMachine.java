package io.lockstep.conformance.oracle.tlc;

import io.lockstep.conformance.oracle.Label;
import io.lockstep.conformance.oracle.OracleException;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tlc2.tool.Action;
import tlc2.tool.ITool;
import tlc2.tool.StateVec;
import tlc2.tool.TLCState;
import tlc2.tool.TLCStateMut;
import tlc2.tool.impl.FastTool;
import tlc2.util.Context;
import tlc2.util.FP64;
import tlc2.value.IValue;
import util.FilenameToStream;
import util.ToolIO;
import util.UniqueString;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A {@link Machine} on top of TLC's evaluator; the only class, with {@link Values}, that knows TLC. */
public final class TlcMachine implements Machine {
    /*
     * TLC keeps the specification in static fields. Hence the invariant: one TlcMachine per class
     * loader, which defines this class and all of TLC anew (see SpecLoader).
     *
     * Only the evaluator runs, never a checker. No code on these paths calls System.exit; only TLC's
     * and SANY's main methods do.
     *
     * Fingerprints ignore SYMMETRY and VIEW, so that states are told apart in full: TLCStateMut asks
     * for both at construction, and is then told that there is neither.
     *
     * TLC binds the constant quantifiers around an action and makes one Action object per binding. The
     * binding lives in the action's context and is read through the parameters of its definition.
     */

    private static final String RULE = "Write every disjunct of the next-state relation as a named action inside"
            + " quantifiers over constant sets only: \\E t \\in Task : A(t, ...).";

    /* What TLC prints around an error without saying anything about it. */
    private static final Pattern NOISE = Pattern.compile("(Parsing file|Semantic processing of module|Starting\\.\\.\\."
            + "|\\*+|@!@!@|Residual stack trace|Fatal errors while|tla2sany\\.|Unknown location"
            + "|Parsing or semantic analysis failed|\\S.* starting at line \\d+, column).*");

    /* Any irreducible polynomial will do; without one, all fingerprints are equal. */
    private static final int POLYNOMIAL = 0;

    private static final ITool WITHOUT_SYMMETRY_AND_VIEW = (ITool) Proxy.newProxyInstance(
            TlcMachine.class.getClassLoader(), new Class<?>[] {ITool.class}, (proxy, method, args) -> null);

    private final ByteArrayOutputStream chatter = new ByteArrayOutputStream();
    private final String name;
    private final FastTool tool;
    private final List<UniqueString> variables;
    private final Action[] actions;
    private final List<Label> labels;

    /**
     * Parses and prepares a specification.
     *
     * @param module the root module
     * @param cfg    the model's configuration
     * @param search the folders to find modules in, best first
     */
    public TlcMachine(Path module, Path cfg, List<Path> search) {
        PrintStream capture = new PrintStream(chatter, true, StandardCharsets.UTF_8);
        ToolIO.out = capture;
        ToolIO.err = capture;
        FP64.Init(POLYNOMIAL);
        name = module.getFileName() + " with " + cfg.getFileName();
        tool = guarded("cannot load " + name, () -> new FastTool(module.getParent().toString(),
                stem(module.getFileName().toString()), stem(cfg.toString()), new Search(search)));
        TLCStateMut.setTool(WITHOUT_SYMMETRY_AND_VIEW);
        variables = Stream.of(TLCState.Empty.getVars()).sorted(Comparator.comparingInt(SemanticNode::getUid))
                .map(OpDeclNode::getName).toList();
        actions = Stream.of(tool.getActions()).filter(TlcMachine::isPossible).toArray(Action[]::new);
        labels = List.of(actions).stream().map(this::label).toList();
    }

    @Override
    public List<Label> labels() {
        return labels;
    }

    @Override
    public Map<String, Object> constants() {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (OpDeclNode constant : tool.getRootModule().getConstantDecls()) {
            Object value = tool.lookup(constant);
            if (value instanceof OpDefNode definition && definition.getArity() == 0) {
                value = guarded("cannot evaluate the constant " + constant.getName() + " of " + name,
                        () -> tool.eval(definition.getBody(), Context.Empty, TLCState.Empty));
            }
            if (value instanceof IValue known) constants.put(constant.getName().toString(), Values.java(known));
        }
        return constants;
    }

    @Override
    public Generated initial() {
        return guarded("cannot evaluate the initial predicate of " + name,
                () -> inModel(null, tool.getInitStates(), "the initial predicate"));
    }

    @Override
    public Generated successors(Object state, int action) {
        TLCState from = (TLCState) state;
        return guarded(() -> "cannot evaluate " + labels.get(action) + " of " + name + " in the state\n" + text(from),
                () -> inModel(from, tool.getNextStates(actions[action], from), labels.get(action)));
    }

    @Override
    public long fingerprint(Object state) {
        return ((TLCState) state).fingerPrint();
    }

    @Override
    public Map<String, Object> variables(Object state) {
        return Values.variables((TLCState) state, variables);
    }

    @Override
    public String text(Object state) {
        return state.toString().strip();
    }

    @Override
    public List<String> violated(Object state) {
        TLCState judged = (TLCState) state;
        Action[] invariants = tool.getInvariants();
        String[] names = tool.getInvNames();
        List<String> violated = new ArrayList<>();
        for (int i = 0; i < invariants.length; i++) {
            Action invariant = invariants[i];
            boolean holds = guarded(names[i] + " of " + name + " cannot be evaluated in the state\n" + text(judged),
                    () -> tool.isValid(invariant, judged));
            if (!holds) violated.add(names[i]);
        }
        return violated;
    }

    private static String stem(String file) {
        return file.substring(0, file.lastIndexOf('.'));
    }

    private Generated inModel(TLCState from, StateVec generated, Object by) {
        List<Object> kept = new ArrayList<>(generated.size());
        for (int i = 0; i < generated.size(); i++) {
            TLCState to = generated.elementAt(i);
            if (!tool.isGoodState(to)) {
                throw new IllegalStateException(by + " gives no value to " + to.getUnassigned().stream()
                        .map(v -> v.getName().toString()).collect(Collectors.joining(", ")));
            }
            if (from != null) to.setPredecessor(from);
            to.deepNormalize();
            if (tool.isInModel(to) && (from == null || tool.isInActions(from, to))) kept.add(to);
        }
        return new Generated(kept, generated.size() - kept.size());
    }

    /* A configuration may override an action by FALSE; TLC then keeps a nameless instance of it. */
    private static boolean isPossible(Action action) {
        return !action.getName().toString().equals("FALSE");
    }

    @Override
    public List<String> notations() {
        return Stream.of(actions).map(action -> {
            List<String> args = arguments(action, Object::toString);
            return action.getName() + (args.isEmpty() ? "" : "(" + String.join(", ", args) + ")");
        }).toList();
    }

    private Label label(Action action) {
        if (action.getOpDef() == null || isNext(action)) {
            throw new OracleException("cannot name the steps of " + name + ": an action at " + action.getLocation()
                    + " has lost its name and arguments. " + RULE, null);
        }
        return new Label(action.getName().toString(), arguments(action, Values::argument));
    }

    private List<String> arguments(Action action, Function<Object, String> text) {
        List<String> args = new ArrayList<>();
        for (FormalParamNode parameter : action.getOpDef().getParams()) {
            Object value = action.con.lookup(parameter);
            if (value == null) {
                throw new OracleException("cannot name the steps of " + name + ": the argument " + parameter.getName()
                        + " of " + action.getName() + " at " + action.getLocation() + " is not constant. " + RULE, null);
            }
            args.add(text.apply(value));
        }
        return args;
    }

    /* An action that TLC could not look into keeps the name of the relation itself. */
    private boolean isNext(Action action) {
        Action next = tool.getNextStateSpec();
        if (next.getOpDef() != null) return next.getOpDef() == action.getOpDef();
        return next.pred instanceof OpApplNode relation && relation.getOperator() == action.getOpDef();
    }

    private <R> R guarded(String task, Supplier<R> evaluation) {
        return guarded(() -> task, evaluation);
    }

    /* TLC reports by exceptions of many classes, by StackOverflowError, and by print-outs before a bland exception. */
    private <R> R guarded(Supplier<String> task, Supplier<R> evaluation) {
        chatter.reset();
        try {
            return evaluation.get();
        } catch (OracleException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | AssertionError e) {
            throw new OracleException(task.get() + ":\n" + essence(e), e);
        }
    }

    private String essence(Throwable e) {
        List<String> lines = new ArrayList<>(chatter.toString(StandardCharsets.UTF_8).lines().map(String::strip)
                .filter(line -> !line.isEmpty() && !NOISE.matcher(line).matches()).toList());
        String thrown = e.getMessage() == null ? e.toString() : e.getMessage().strip();
        if (lines.isEmpty() || !NOISE.matcher(thrown).matches()) lines.addAll(thrown.lines().toList());
        return lines.stream().distinct().collect(Collectors.joining("\n"));
    }

    /** Finds modules in the given folders only, and never unpacks anything. */
    private record Search(List<Path> folders) implements FilenameToStream {

        @Override
        public File resolve(String file, boolean isModule) {
            String wanted = isModule && !file.endsWith(".tla") ? file + ".tla" : file;
            for (Path folder : folders) {
                File found = folder.resolve(wanted).toFile();
                if (found.exists()) return new TLAFile(found.getPath(), isStandard(folder), this);
            }
            return new TLAFile(folders.getFirst().resolve(wanted).toString(), this);
        }

        @Override
        public String getFullPath() {
            return folders.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        }

        @Override
        public boolean isStandardModule(String module) {
            return isStandard(Path.of(resolve(module, true).getPath()).getParent());
        }

        private boolean isStandard(Path folder) {
            return folder.equals(folders.getLast());
        }
    }
}
