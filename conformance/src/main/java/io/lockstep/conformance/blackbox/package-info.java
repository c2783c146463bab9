/**
 * Promises put to the test: a room names what users may rely on, others plug their primitive in by a
 * small adapter, and a table shows which promises each keeps and breaks.
 */
package io.lockstep.conformance.blackbox;
