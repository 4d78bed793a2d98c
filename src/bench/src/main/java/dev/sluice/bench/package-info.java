/** JMH benchmarks of the hot code, and their comparison with Apache's classes. May use every module and JMH. */
package dev.sluice.bench;
