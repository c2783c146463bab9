/**
 * What Lincheck needs to hold a primitive to its specification: the specification as a sequential
 * object, the results that it allows a concurrent program, and a way to park that Lincheck can see.
 */
package io.lockstep.conformance.lincheck;
