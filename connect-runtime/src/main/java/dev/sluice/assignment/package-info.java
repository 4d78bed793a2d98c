/**
 * Who runs what: the assignors, as pure functions of what the members of a group report and of what was decided
 * before. Floor 1: uses {@code model} and the JDK only.
 */
package dev.sluice.assignment;
