/** The probe that tests bind to the seam under the primitives. */
package io.lockstep.conformance.probe;
