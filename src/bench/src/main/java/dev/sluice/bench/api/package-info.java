/** Benchmarks of the plugin API. They use nothing but the API, as they also run on Apache's classes. */
package dev.sluice.bench.api;
