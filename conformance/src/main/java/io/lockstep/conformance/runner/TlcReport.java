package io.lockstep.conformance.runner;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What TLC said about a model.
 *
 * @param result         what checking ended in
 * @param violated       the violated invariant or property: its name, or a location if TLC tells no name;
 *                       "" for an unnamed temporal property; null if nothing was violated
 * @param counts         what TLC counted
 * @param occurred       per action of the next-state relation how many states it generated
 * @param reached        the numbers of the probes that were reached
 * @param took           what a replay printed: per step the actions that it is one of
 * @param counterexample the behaviour that TLC shows, or null
 * @param complaint      for an error: TLC's essential message, else ""
 */
record TlcReport(Result result, String violated, Counts counts, Map<TlcAction, Long> occurred, Set<Integer> reached,
                 Map<Integer, Set<String>> took, Counterexample counterexample, List<String> complaint) {

    /**
     * An action as TLC names it.
     *
     * @param name   its name; TLC says "Action" where it knows none
     * @param line   the line of its definition
     * @param module the module of its definition
     */
    record TlcAction(String name, int line, String module) {
    }
}
