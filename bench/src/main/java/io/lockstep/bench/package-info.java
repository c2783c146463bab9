/** How fast the primitives are. */
package io.lockstep.bench;
