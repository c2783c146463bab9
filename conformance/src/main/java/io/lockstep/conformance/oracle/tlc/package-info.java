/** The one place that knows TLC; loaded anew for every specification. */
package io.lockstep.conformance.oracle.tlc;
