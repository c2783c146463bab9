/** One channel for the first of many. Start at {@link io.lockstep.orchannel.OrChannel}. */
package io.lockstep.orchannel;
