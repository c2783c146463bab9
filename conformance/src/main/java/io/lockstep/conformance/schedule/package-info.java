/**
 * Deterministic schedules: real virtual threads run the production classes one step at a time, in an
 * order that a {@link io.lockstep.conformance.schedule.Strategy} chooses. Time, interrupts and
 * spurious wake-ups are choices as well, so that the list of choices is the whole story of a run and
 * replays it exactly.
 */
package io.lockstep.conformance.schedule;
