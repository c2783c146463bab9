/**
 * Programs as data: what each task does with a primitive, in a form that can be printed, parsed,
 * generated and shrunk. Traces, schedules and black-box checks run the same programs.
 */
package io.lockstep.conformance.program;
