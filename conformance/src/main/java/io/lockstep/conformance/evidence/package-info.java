/**
 * The ledger of what each layer ran and what came out. What the README claims is checked against it.
 */
package io.lockstep.conformance.evidence;
