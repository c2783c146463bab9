package io.lockstep.conformance.oracle;

/**
 * One step that a specification allows.
 *
 * @param label what the step is called
 * @param to    the state after it
 */
public record Step(Label label, State to) {
}
