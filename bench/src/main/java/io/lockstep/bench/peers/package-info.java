/** What Lockstep is measured against. */
package io.lockstep.bench.peers;
