/** Go's mutex. Start at {@link io.lockstep.mutex.Mutex}. */
package io.lockstep.mutex;
