/** Waiting until a group of tasks is done. */
package io.lockstep.waitgroup;
