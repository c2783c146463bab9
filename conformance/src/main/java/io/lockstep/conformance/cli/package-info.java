/** The command line: {@code lockstep COMMAND}. */
package io.lockstep.conformance.cli;
