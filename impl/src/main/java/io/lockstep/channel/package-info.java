/**
 * Go's channels. Start at {@link io.lockstep.channel.Channel}; hand out
 * {@link io.lockstep.channel.Sender} and {@link io.lockstep.channel.Receiver}.
 */
package io.lockstep.channel;
