/** Benchmarks of the plugins that workers come with. They also run on Apache's classes, so they use public names only. */
package dev.sluice.bench.plugins;
