/**
 * What jcstress has seen of memory effects, judged. The tests, and all that needs jcstress itself, are in
 * the source folder {@code jcstress} of this module, which only {@code make jcstress} compiles.
 */
package io.lockstep.conformance.jcstress;
