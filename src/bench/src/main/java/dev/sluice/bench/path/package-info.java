/** Benchmarks of the stages that a record passes in a task, without brokers. May use every module and JMH. */
package dev.sluice.bench.path;
