/** Tasks that live in a scope: none outlives it, and the first failure ends the rest. */
package io.lockstep.scope;
