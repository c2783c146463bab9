/**
 * Faults seeded on purpose, to see which layer of the rig finds them. A fault is a small patch against
 * the library's sources; production bytecode carries none.
 */
package io.lockstep.conformance.mutants;
