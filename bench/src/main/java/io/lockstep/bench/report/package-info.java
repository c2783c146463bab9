/** Tables and charts, written from what has been measured. */
package io.lockstep.bench.report;
