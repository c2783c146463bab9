/** Functions that run once, whoever calls first: Once, OnceFunc and OnceValue. */
package io.lockstep.once;
