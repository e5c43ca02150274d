// Package benchdata fills a database with far more than any installation has, so that speeds can be measured: what it writes
// is the same each time and did not happen. It writes tables directly, as their owner, and may import nothing of the features;
// only benchmarks and tests import it.
package benchdata
