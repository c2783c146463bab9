/** TLA+ specifications as machines to step and graphs to walk, in terms of the JDK only. */
package io.lockstep.conformance.oracle;
