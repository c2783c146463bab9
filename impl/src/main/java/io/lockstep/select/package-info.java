/** Go's select over {@linkplain io.lockstep.channel channels}. Start at {@link io.lockstep.select.Select}. */
package io.lockstep.select;
