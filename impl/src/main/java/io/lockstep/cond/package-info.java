/** Go's condition variable, over any lock. Start at {@link io.lockstep.cond.Cond}. */
package io.lockstep.cond;
