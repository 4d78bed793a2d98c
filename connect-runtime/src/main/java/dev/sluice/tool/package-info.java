/** Command line tools beside the worker. Floor 1: uses {@code plugin} only. */
package dev.sluice.tool;
