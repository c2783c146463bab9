package io.lockstep.conformance.lincheck;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jetbrains.kotlinx.lincheck.Actor;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionResult;
import org.jetbrains.kotlinx.lincheck.execution.ExecutionScenario;
import org.jetbrains.kotlinx.lincheck.execution.HBClock;
import org.jetbrains.kotlinx.lincheck.execution.ResultWithClock;
import org.jetbrains.kotlinx.lincheck.util.LincheckResult;
import org.jetbrains.kotlinx.lincheck.util.ValueResult;
import org.jetbrains.lincheck.datastructures.verifier.Verifier;

/**
 * Linearizability for specifications that leave a choice, where Lincheck's own verifier wants one result
 * for each call. Operations take one argument, whose text is what the specification's Call is told.
 */
public abstract class TableVerifier implements Verifier {
    /*
     * A search for an order of all operations of a scenario that keeps the order of each thread and that
     * of real time (an operation comes after those that had ended before it began: Lincheck's clocks),
     * and in which each result is one that the table gives.
     */
    private final SequentialTable table;

    /**
     * A verifier.
     *
     * @param table the specification, written out
     */
    protected TableVerifier(SequentialTable table) {
        this.table = table;
    }

    private record Done(String call, String result, HBClock before) {
    }

    /** A state of the specification and how many operations of each thread led there. */
    private record Position(int state, List<Integer> done) {
    }

    @Override
    public boolean verifyResults(ExecutionScenario scenario, ExecutionResult results) {
        List<List<Done>> threads = new ArrayList<>();
        for (int t = 0; t < scenario.getParallelExecution().size(); t++) {
            List<Done> thread = new ArrayList<>();
            for (int i = 0; i < scenario.getParallelExecution().get(t).size(); i++) {
                ResultWithClock result = results.getParallelResultsWithClock().get(t).get(i);
                thread.add(done(scenario.getParallelExecution().get(t).get(i), result.getResult(), result.getClockOnStart()));
            }
            threads.add(thread);
        }
        Set<Integer> states = sequence(Set.of(SequentialTable.INITIAL), scenario.getInitExecution(), results.getInitResults());
        return !sequence(parallel(states, threads), scenario.getPostExecution(), results.getPostResults()).isEmpty();
    }

    private static Done done(Actor actor, LincheckResult result, HBClock before) {
        String text = result instanceof ValueResult value ? Objects.toString(value.getValue()) : result.toString();
        return new Done(actor.getArguments().get(0).toString(), text, before);
    }

    private Set<Integer> sequence(Set<Integer> from, List<Actor> actors, List<LincheckResult> results) {
        Set<Integer> states = from;
        for (int i = 0; i < actors.size(); i++) {
            Done done = done(actors.get(i), results.get(i), null);
            states = states.stream().flatMap(state -> after(state, done).stream()).collect(Collectors.toSet());
        }
        return states;
    }

    private Set<Integer> after(int state, Done done) {
        return table.answers(state, done.call).stream().filter(answer -> answer.result().equals(done.result))
                .map(SequentialTable.Answer::next).collect(Collectors.toSet());
    }

    private Set<Integer> parallel(Set<Integer> from, List<List<Done>> threads) {
        Integer[] none = new Integer[threads.size()];
        Arrays.fill(none, 0);
        Set<Integer> ends = new HashSet<>();
        Set<Position> seen = new HashSet<>();
        Deque<Position> open = new ArrayDeque<>();
        for (int state : from) open.push(new Position(state, List.of(none)));
        while (!open.isEmpty()) {
            Position at = open.pop();
            if (!seen.add(at)) continue;
            boolean ended = true;
            for (int t = 0; t < threads.size(); t++) {
                if (at.done.get(t) == threads.get(t).size()) continue;
                ended = false;
                Done next = threads.get(t).get(at.done.get(t));
                if (!mayComeNow(next, at.done, t)) continue;
                List<Integer> done = new ArrayList<>(at.done);
                done.set(t, done.get(t) + 1);
                for (int state : after(at.state, next)) open.push(new Position(state, List.copyOf(done)));
            }
            if (ended) ends.add(at.state);
        }
        return ends;
    }

    private static boolean mayComeNow(Done next, List<Integer> done, int thread) {
        for (int t = 0; t < done.size(); t++) {
            if (t != thread && done.get(t) < next.before.get(t)) return false;
        }
        return true;
    }
}
