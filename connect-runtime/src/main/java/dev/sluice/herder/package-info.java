/**
 * The brain of the cluster on this worker. Everything that happens (requests, group callbacks, changes in the config
 * topic, reports of the worker) becomes a {@link dev.sluice.herder.HerderEvent} in one queue; pure decisions turn the
 * state and an event into a new state and actions; {@link dev.sluice.herder.ActionRunner} performs the actions and never
 * blocks the loop. Floor 6: uses everything below it.
 */
package dev.sluice.herder;
