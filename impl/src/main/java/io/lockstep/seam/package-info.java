/** The one seam between the primitives and the runtime below them. Not part of the public API. */
package io.lockstep.seam;
