/**
 * The data path of a sink task: consume, convert, put, commit, and what a rebalance means for a task. Floor 4: uses the
 * other {@code pipeline} packages and {@code plugin}.
 */
package dev.sluice.pipeline.sink;
