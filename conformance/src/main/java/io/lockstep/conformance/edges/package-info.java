/**
 * Model to code, exhaustively: every labelled edge of a model's state graph is taken by the core of an
 * implementation, and whatever the model disables the core refuses.
 */
package io.lockstep.conformance.edges;
