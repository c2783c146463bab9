/**
 * How a thread waits for a primitive and is woken: the one waiting mechanism of the library. Room
 * {@code waiter} of the specification. Not part of the public API.
 */
package io.lockstep.waiter;
