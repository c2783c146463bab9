package io.lockstep.conformance.edges;

import io.lockstep.conformance.oracle.Graph;
import io.lockstep.conformance.oracle.Label;

/**
 * One step of a walk through a state graph.
 *
 * @param from  the state before
 * @param label the step
 * @param to    the state after
 */
record Move(Graph.Node from, Label label, Graph.Node to) {
}
