/**
 * Code to model: what real tasks did, recorded event by event, must be something that the
 * specification allows. Two grades of trace, one judge for each, and a report for what is rejected.
 */
package io.lockstep.conformance.trace;
